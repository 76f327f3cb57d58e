"""A database as a year leaves it: a million conversations, 100,000 accounts, 300 companies."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.form.step import StepId
from bot.form.steps import STEPS
from bot.use_cases.ports.tallies import What, answered, reached

PEOPLE, ACCOUNTS, COMPANIES, DAYS = 1_000_000, 100_000, 300, 365
DAILY = round(PEOPLE / COMPANIES / DAYS)
CLASSES = (6, 8, 9, 10, 12)
"""Into which the times of a company's people fall in a day; each has its own row."""
OTHERS = 1_000_000
"""Added to numbers, so that they meet nobody who writes."""


def company(number: int) -> str:
    return f"ООО «Компания {number}»"


def fill(database: Path, today: date) -> None:
    """Fill a database that has its tables."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    _insert(connection, "conversations", _conversations())
    _insert(connection, "insured", _insured(today))
    _insert(connection, "consents", [_consent()])
    _insert(connection, "accounts", _accounts())
    _insert(connection, "account_insured", _served())
    _insert(connection, "tallies", _tallies(today))
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    stream = iter(rows)
    first = next(stream)
    names = ", ".join(first)
    places = ", ".join("?" * len(first))
    insert = f"INSERT INTO {table} ({names}) VALUES ({places})"
    connection.execute(insert, tuple(first.values()))
    connection.executemany(insert, (tuple(row.values()) for row in stream))


def _conversations() -> Iterator[dict[str, Any]]:
    for number in range(PEOPLE):
        yield {
            "chat_id": OTHERS + number,
            "update_ids": "[]",
            "last_reply": 0,
            "sent_reply": 0,
            "prompt_is_text": True,
            "reachable": True,
            "version": 1,
            "created_at": 0,
            "updated_at": 0,
        }


def _insured(today: date) -> Iterator[dict[str, Any]]:
    for number in range(ACCOUNTS):
        digest = number.to_bytes(36)
        yield {
            "id": OTHERS + number,
            "row_digest": digest,
            "identity_digest": digest,
            "policy_digest": digest,
            "policy_kind": "health",
            "role": "insured",
            "policyholder": company(number % COMPANIES),
            "valid_from": today.isoformat(),
            "valid_to": today.isoformat(),
        }


def _consent() -> dict[str, Any]:
    texts = dict.fromkeys(("id", "kind", "version", "sha256"), "bench")
    return texts | {"chat_id": OTHERS, "update_id": 1, "at": 0}


def _accounts() -> Iterator[dict[str, Any]]:
    sealed = dict.fromkeys(("email_sealed", "phone_sealed", "password_sealed"), b"sealed")
    consents = dict.fromkeys(("personal_consent", "rules_consent"), "bench")
    for number in range(ACCOUNTS):
        moments = {"created_at": 0, "activated_at": 1}
        yield {"id": str(number), "chat_id": OTHERS + number} | sealed | consents | moments


def _served() -> Iterator[dict[str, Any]]:
    for number in range(ACCOUNTS):
        yield {"account_id": str(number), "insured_id": OTHERS + number}


def _tallies(today: date) -> Iterator[dict[str, Any]]:
    """Come in the order of the key, as fast as SQLite can take them."""
    names = sorted(_daily())
    holders = sorted(company(number) for number in range(COMPANIES))
    for back in range(DAYS - 1, -1, -1):
        day = {"day": (today - timedelta(days=back)).isoformat()}
        for what, classes in names:
            everything = {"what": what, "policyholder": "", "invitation_id": ""}
            yield from _rows(day | everything, classes, DAILY * COMPANIES)
            for holder in holders:
                of_link = {"what": what, "policyholder": holder, "invitation_id": "spring"}
                yield from _rows(day | of_link, classes, DAILY)


def _daily() -> Iterator[tuple[str, Sequence[int]]]:
    for what in What:
        yield what.value, (0,)
    for row in STEPS:
        if row.part_of is None and row.id is not StepId.REGISTRY:
            yield reached(row.id), (0,)
            yield answered(row.id), CLASSES


def _rows(key: dict[str, str], classes: Sequence[int], count: int) -> Iterator[dict[str, Any]]:
    amount = 310 * count if key["what"] == What.SMS_PRICED else 0
    for bucket in classes:
        counts = {"bucket": bucket, "count": max(1, count // len(classes)), "amount": amount}
        yield key | counts
