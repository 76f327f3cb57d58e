"""SMS by SMSC.ru and SMS.ru, with fail-over along SMS_URL."""
