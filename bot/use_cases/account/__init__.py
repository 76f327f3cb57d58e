"""Consent, password and the account itself, until it waits for its activation."""
