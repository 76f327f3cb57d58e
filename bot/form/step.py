"""What is awaited from a person, named in the order of the registration."""

from enum import StrEnum


class StepId(StrEnum):
    """Each value is part of text ids (`ask-phone`), of callback data and of stored drafts."""

    CONSENT = "consent"
    POLICY_KIND = "policy_kind"
    POLICY_NUMBER = "policy_number"
    ROLE = "role"
    CITIZENSHIP = "citizenship"
    FULL_NAME = "full_name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    BIRTH_DATE = "birth_date"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_ISSUED = "document_issued"
    ISSUE_DATE = "issue_date"
    ISSUER = "issuer"
    PHONE = "phone"
    REVIEW = "review"
    CAPTCHA = "captcha"
    REGISTRY = "registry"
    QUESTIONS = "questions"
    PIN = "pin"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105  a step's name, not a secret
    PASSWORD_REPEAT = "password_repeat"  # noqa: S105  a step's name, not a secret
    RULES = "rules"
    ACTIVATION = "activation"
