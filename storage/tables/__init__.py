"""All tables. Encrypted columns are named `…_sealed`, keyed digests `…_digest`."""

from storage.tables.accounts import account_claims, account_insured, accounts, pending_passwords
from storage.tables.activations import activations
from storage.tables.administration import audit, pauses, tallies
from storage.tables.base import metadata
from storage.tables.captchas import captchas
from storage.tables.charges import charges
from storage.tables.companies import (
    attributions,
    hr_links,
    hr_people,
    invitations,
    phone_requests,
)
from storage.tables.consents import consents, withdrawn_consents
from storage.tables.conversations import conversations, personal_messages
from storage.tables.jobs import jobs
from storage.tables.keys import key_check
from storage.tables.pins import pins
from storage.tables.registry import control_questions, insured
from storage.tables.sms import sms

__all__ = [
    "account_claims",
    "account_insured",
    "accounts",
    "activations",
    "attributions",
    "audit",
    "captchas",
    "charges",
    "consents",
    "control_questions",
    "conversations",
    "hr_links",
    "hr_people",
    "insured",
    "invitations",
    "jobs",
    "key_check",
    "metadata",
    "pauses",
    "pending_passwords",
    "personal_messages",
    "phone_requests",
    "pins",
    "sms",
    "tallies",
    "withdrawn_consents",
]
