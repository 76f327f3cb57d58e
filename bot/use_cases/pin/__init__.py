"""The PIN: ordered, sent by SMS, followed to the phone, typed."""
