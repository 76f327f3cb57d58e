"""A key rotation forgets no column: each encrypted value and each digest has its way out."""

from sqlalchemy import Column

from bot.checks.key_report import WORDS
from storage.sealed_columns import SEALED
from storage.tables import metadata

WITNESS = {"key_check.value_sealed"}
"""Sealed once under each key; its older rows are what a rotation is recognised by."""
REMADE = {
    "account_claims.subject_digest",
    "insured.phone_digest",
    "invitations.token_digest",
    "pins.phone_digest",
}
IMPORTED = {
    "control_questions.answer_digest",
    "insured.file_phone_digest",
    "insured.identity_digest",
    "insured.policy_digest",
    "insured.row_digest",
}
EXPIRING = {"charges.subject_digest"}
NEVER_LOOKED_FOR = {"sms.prefix_digest"}
COMPARED = {"pins.row_phone_digest"}
"""With the number of today, under every key: for the ten minutes of a PIN."""
ANONYMOUS_WITHOUT_KEY = {"audit.subject_digest", "withdrawn_consents.subject_digest"}
"""Whom an act or a proof concerned is told by its digest alone, as long as the key is kept."""


def columns(ending: str) -> set[str]:
    every = (column for table in metadata.tables.values() for column in table.columns)
    return {name(column) for column in every if column.name.endswith(ending)}


def name(column: Column[object]) -> str:
    return f"{column.table.name}.{column.name}"


def test_every_encrypted_column_is_rotated() -> None:
    assert {one.name for one in SEALED} == columns("_sealed") - WITNESS


def test_every_digest_has_its_way_to_the_newest_key() -> None:
    assert (
        columns("_digest")
        == REMADE | IMPORTED | EXPIRING | NEVER_LOOKED_FOR | COMPARED | ANONYMOUS_WITHOUT_KEY
    )


def test_whatever_is_reported_has_a_name_for_the_operator() -> None:
    counted = {"account_claims", "insured.row_digest", "charges.subject_digest"}
    assert WORDS.keys() == counted | {one.name for one in SEALED}
