"""The sample people of the sandbox are in the sample registry, each with what they show."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import bot.sandbox
from bot.domain.control_answer import control_answer_key
from bot.domain.email import email_address
from bot.domain.password import OwnData, common_passwords, password_faults
from bot.form.draft import Draft
from bot.form.order import answer
from bot.form.parsed import Answer
from bot.form.reading import read_text
from bot.form.step import StepId
from bot.gateways.registry_file import read_registry_file
from bot.limits import Limits
from bot.use_cases.registry.check_registry import (
    Attempt,
    CheckRegistry,
    Matched,
    Outcome,
    PhoneToReplace,
)
from bot.use_cases.registry.import_registry import ImportOptions, ImportRegistry
from storage.charges import StoredCharges
from storage.engine import Database, open_database
from storage.invitations import StoredAttributions
from storage.keys import Keyring
from storage.registry import StoredRegistry, of_row
from storage.registry_import import ANSWER, StoredRegistryIntake
from storage.tables import control_questions, metadata
from tests.conftest import FakeClock
from tests.use_cases.pin_fakes import FakeRecorder
from tests.use_cases.registry_fakes import FakeActivatedAccounts

SANDBOX = Path(bot.sandbox.__file__).parent
PEOPLE: list[dict[str, Any]] = json.loads((SANDBOX / "people.json").read_text("utf-8"))


@pytest.fixture
async def sandbox(sqlite_url: str, keys: Keyring, clock: FakeClock) -> AsyncIterator[Database]:
    database = open_database(sqlite_url)
    async with database.transaction() as connection:
        await connection.run_sync(metadata.create_all)
    load = ImportRegistry(StoredRegistryIntake(database, keys, clock), lambda *_: None)
    sheet = read_registry_file(SANDBOX / "sample_registry.csv")
    report = await load(sheet, clock.now.date(), ImportOptions())
    assert (report.added, report.refused) == (6, ())
    yield database
    await database.close()


@pytest.fixture(params=PEOPLE, ids=lambda person: str(person["id"]))
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def typed(answers: Mapping[str, str], clock: FakeClock) -> Draft:
    """Answer the form in order; whatever is asked back fails here."""
    draft = Draft()
    for step, text in answers.items():
        parsed = read_text(StepId(step), text, draft, clock.now.date())
        assert isinstance(parsed, Answer), (step, parsed)
        draft = answer(draft, StepId(step), parsed.fields)
    return draft


def named(outcome: Outcome) -> str:
    if isinstance(outcome, PhoneToReplace):
        return f"phone_{outcome.phone}"
    assert isinstance(outcome, Matched), outcome
    return "matched"


async def test_each_person_meets_the_outcome_they_are_for(
    sandbox: Database, keys: Keyring, clock: FakeClock, person: dict[str, Any]
) -> None:
    check = CheckRegistry(
        StoredRegistry(sandbox, keys),
        FakeActivatedAccounts(),
        StoredCharges(sandbox, keys, clock),
        Limits(),
        StoredAttributions(sandbox, clock),
    )
    attempt = Attempt(1, 1, clock.now.date())
    outcome = await check(typed(person["answers"], clock), attempt, FakeRecorder())
    assert named(outcome) == person["outcome"]
    if isinstance(outcome, PhoneToReplace):
        assert outcome.has_questions == bool(person["control_answers"])


async def test_control_answers_are_those_of_the_registry(sandbox: Database, keys: Keyring) -> None:
    told = {
        question: text for person in PEOPLE for question, text in person["control_answers"].items()
    }
    async with sandbox.reading() as connection:
        rows = (await connection.execute(control_questions.select())).all()
    assert {row.question for row in rows} == set(told)
    for row in rows:
        value = f"{row.question}|{control_answer_key(told[row.question])}"
        assert row.answer_digest == keys.digest(ANSWER, of_row(row.insured_id, value))


async def test_the_rest_of_the_registration_accepts_what_they_type(
    clock: FakeClock, person: dict[str, Any]
) -> None:
    draft = typed(person["answers"], clock)
    assert draft.email == email_address(person["answers"]["email"])
    names = (draft.surname or "", draft.given_name or "", draft.patronymic or "")
    own = OwnData(names, draft.birth_date, email=draft.email)
    assert not password_faults(person["password"], own, common_passwords())
