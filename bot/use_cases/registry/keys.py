"""What of a person must match, as one text: the same for a row of a file and for a chat."""

from datetime import date

from bot.domain.document import document_key
from bot.domain.person import full_name_key
from bot.domain.policy import candidate_spellings
from bot.form.draft import Draft

_REQUIRED = ("policy_kind", "role", "surname", "birth_date", "document_kind")


def name_key(draft: Draft) -> str:
    return full_name_key(draft.surname or "", draft.given_name or "", draft.patronymic or "")


def row_key(policy: str, name: str, draft: Draft) -> str:
    """The key of a row: policy, name, birth date and role."""
    return f"{policy}|{name}|{draft.birth_date}|{draft.role}"


def claimed_rows(draft: Draft) -> tuple[str, ...]:
    """The keys of the rows that a draft can mean, one for each spelling of its policy."""
    spellings = candidate_spellings(draft.policy_number) if draft.policy_number else ()
    return tuple(row_key(policy, name_key(draft), draft) for policy in spellings)


def identity_key(row: str, draft: Draft, document: str | None, issue_date: date | None) -> str:
    """Everything that must match; never «кем выдан», never the citizenship.

    Raises:
        LookupError: an answer that must match is missing.
    """
    missing = [field for field in _REQUIRED if draft.value(field) is None]
    if missing or document is None:
        raise LookupError(f"no {[*missing, 'document_number'][0]} to be checked")
    number = document_key(document)
    return f"{row}|{draft.policy_kind}|{draft.document_kind}|{number}|{issue_date or ''}"
