"""Protocols of the outside world: storage, SMS, mail, cabinet, clock, pictures."""
