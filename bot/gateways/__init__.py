"""The outside world behind the ports: SMS, mail, cabinet, spreadsheets, pictures."""
