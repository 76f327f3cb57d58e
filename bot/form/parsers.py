"""Readers of typed answers about policy, document, phone and e-mail."""

import re
from datetime import date

from bot.domain.document import DocumentKind, document_number
from bot.domain.email import email_address, email_suggestion
from bot.domain.phone import mobile_phone
from bot.domain.policy import policy_number, without_words
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import tidy
from bot.form.date_parsers import split_issued
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.parsed import Answer, Parsed
from bot.form.step import StepId


def parse_policy_number(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    """The same number again after a doubt about it is taken as it is."""
    number, typed = policy_number(text), tidy(text)
    bare = without_words(number)
    if bare == number or (draft.doubt and draft.doubt.as_typed == typed):
        return Answer({"policy_number": number})
    try:
        return Doubt(DoubtKind.WORDS, StepId.POLICY_NUMBER, policy_number(bare), typed)
    except InvalidAnswer:
        return Answer({"policy_number": number})


def parse_document_number(text: str, draft: Draft, today: date) -> Parsed:
    """The issue in the same message («4509 123456, 15.04.2010, ОВД Тверской») is picked up."""
    kind = draft.document_kind or DocumentKind.RUSSIAN_PASSPORT
    try:
        return Answer({"document_number": document_number(kind, text)})
    except InvalidAnswer:
        number, issued = split_issued(text, draft, today)
        if not re.search(r"\d", number):
            raise
        return Answer({"document_number": document_number(kind, number), **issued})


def parse_phone(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    return Answer({"phone": mobile_phone(text)})


def parse_email(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    """The same address again after a doubt about it is taken as it is."""
    typed = tidy(text)
    meant = email_suggestion(typed)
    if meant is None or (draft.doubt and draft.doubt.as_typed == typed):
        return Answer({"email": email_address(typed)})
    try:
        email_address(typed)
    except InvalidAnswer:
        return Doubt(DoubtKind.EMAIL_FAULT, StepId.EMAIL, meant, typed)
    return Doubt(DoubtKind.EMAIL_TYPO, StepId.EMAIL, meant, typed)
