"""The registry in a real database: import again, change a phone, change a key, find, hide."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.control_answer import control_answer_key
from bot.form.draft import Draft
from bot.limits import Limits
from bot.use_cases.ports.registry import Missing, PhoneState, PolicyClaim, owner
from bot.use_cases.registry.check_registry import (
    Attempt,
    CheckRegistry,
    Matched,
    NotFound,
    TooOften,
)
from storage.charges import StoredCharges
from storage.engine import Database, sqlite_file
from storage.invitations import StoredAttributions
from storage.keys import Keyring
from storage.registry import of_row
from storage.registry_import import ANSWER
from storage.tables import control_questions, insured
from storage.unit_of_work import Conflict, execute
from tests.conftest import KEY, FakeClock
from tests.storage.registry_office import Office
from tests.unit.registry_samples import ALLA, TODAY, good
from tests.use_cases.pin_fakes import FakeRecorder
from tests.use_cases.registry_fakes import FakeActivatedAccounts

NEW_KEY = bytes(range(100, 132))
FILE_PHONE, NEW_PHONE = "+79000000001", "+79000000077"


@pytest.fixture
def office(database: Database, keys: Keyring, clock: FakeClock) -> Office:
    return Office(database, clock, keys)


ROWS = [good(2, QUESTION="Шарик"), good(3, GIVEN_NAME="Анна", PHONE="", IDENTIFIER="A-17")]


async def test_rows_are_added_once_and_then_unchanged(office: Office) -> None:
    assert await office.counts(ROWS) == (2, 0, 0)
    assert await office.counts(ROWS) == (0, 0, 2)
    assert await office.intake.size() == 2


async def test_another_number_of_the_row_in_the_file_changes_nothing(office: Office) -> None:
    await office.intake.store(ROWS)
    assert await office.counts([replace(row, number=row.number + 5) for row in ROWS]) == (0, 0, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"DOCUMENT_NUMBER": "4511 654321"},
        {"POLICY_KIND": "КАСКО"},
        {"POLICYHOLDER": "ООО «Пруд»"},
        {"HR_CONTACT": ""},
        {"IDENTIFIER": "17"},
        {"VALID_TO": "31.12.2027"},
        {"CITIZENSHIP": ""},
        {"PHONE": "+7 900 000-00-02"},
        {"PHONE": ""},
        {"QUESTION": "Бобик"},
        {"QUESTION": ""},
    ],
)
async def test_a_change_of_anything_is_one_changed_row(
    office: Office, changes: dict[str, Any]
) -> None:
    await office.intake.store(ROWS)
    changed = good(2, **({"QUESTION": "Шарик"} | changes))
    assert await office.counts([changed, ROWS[1]]) == (0, 1, 1)
    assert await office.counts([changed, ROWS[1]]) == (0, 0, 2)
    assert changed.identity in await office.registry.find([changed.identity], "")


async def test_comparing_says_what_storing_would_do_and_writes_nothing(office: Office) -> None:
    await office.intake.store(ROWS)
    file = [good(2, VALID_TO="31.12.2027"), ROWS[1], good(4, GIVEN_NAME="Инна")]
    before = await office.all(insured)
    tried = await office.intake.compare(file)
    assert (tried.added, tried.changed, tried.unchanged) == (1, 1, 1)
    assert await office.all(insured) == before
    assert await office.intake.store(file) == tried


async def test_missing_rows_are_found_ended_and_revived(office: Office) -> None:
    await office.intake.store(ROWS)
    seen = (await office.intake.store(ROWS[:1])).ids
    missing = await office.intake.missing(seen)
    assert missing == (Missing(2, "ООО «Северный маяк»", "A-17"),)
    await office.intake.end([2])
    assert await office.intake.size() == 1
    assert await office.intake.missing(seen) == ()
    anna = ROWS[1].identity
    assert (await office.registry.find([anna], ""))[anna].ended
    assert await office.counts(ROWS) == (0, 1, 1)
    assert not (await office.registry.find([anna], ""))[anna].ended


async def test_a_policy_held_for_another_owner_outside_the_file_is_told(office: Office) -> None:
    await office.intake.store(ROWS)
    policy, own = ROWS[0].policy, owner(ROWS[0].policy_kind, ROWS[0].policyholder)
    other = replace(own, policyholder="other")
    claims = {policy: PolicyClaim(own, []), "ABC-1": PolicyClaim(other, [])}
    assert await office.intake.claimed_otherwise(claims) == frozenset()
    claims = {policy: PolicyClaim(other, [ROWS[0].key])}
    assert await office.intake.claimed_otherwise(claims) == {policy}
    claims = {policy: PolicyClaim(other, [row.key for row in ROWS])}
    assert await office.intake.claimed_otherwise(claims) == frozenset()


async def test_the_phone_is_compared_and_can_be_read_for_an_sms(office: Office) -> None:
    await office.intake.store(ROWS)
    alla, anna = ROWS
    assert await office.phone_of(alla, "+79000000001") is PhoneState.SAME
    assert await office.phone_of(alla, NEW_PHONE) is PhoneState.DIFFERENT
    assert await office.phone_of(anna, NEW_PHONE) is PhoneState.MISSING
    assert await office.registry.phone(1) == "+79000000001"
    assert await office.registry.phone(2) is None


async def test_a_phone_changed_in_the_chat_outlives_the_same_file(office: Office) -> None:
    await office.intake.store(ROWS)
    await office.change_phone(1, NEW_PHONE)
    assert await office.counts(ROWS) == (0, 0, 2)
    changed = good(2, QUESTION="Шарик", VALID_TO="31.12.2027")
    assert await office.counts([changed]) == (0, 1, 0)
    assert await office.phone_of(changed, NEW_PHONE) is PhoneState.SAME
    assert await office.registry.phone(1) == NEW_PHONE


@pytest.mark.parametrize(("file_phone", "left"), [("+79000000002", "+79000000002"), ("", None)])
async def test_a_new_phone_in_the_file_overwrites_the_one_from_the_chat(
    office: Office, file_phone: str, left: str | None
) -> None:
    await office.intake.store(ROWS)
    await office.change_phone(1, NEW_PHONE)
    await office.intake.store([good(2, QUESTION="Шарик", PHONE=file_phone)])
    assert await office.registry.phone(1) == left


async def test_a_phone_missing_in_the_file_may_come_from_the_chat(office: Office) -> None:
    await office.intake.store(ROWS)
    await office.change_phone(2, NEW_PHONE)
    assert await office.counts(ROWS) == (0, 0, 2)
    assert await office.phone_of(ROWS[1], NEW_PHONE) is PhoneState.SAME


async def test_answers_can_be_checked_and_are_bound_to_their_person(office: Office) -> None:
    twin = good(4, GIVEN_NAME="Инна", QUESTION="Шарик")
    await office.intake.store([*ROWS, twin])
    first, second = await office.all(control_questions)
    assert (first.insured_id, first.question) == (1, "Кличка первой собаки?")
    typed = f"{first.question}|{control_answer_key('ШАРИК.')}"
    assert first.answer_digest == office.keys.digest(ANSWER, of_row(1, typed))
    assert first.answer_digest != second.answer_digest
    found = await office.registry.find([row.identity for row in ROWS], "")
    assert [found[row.identity].has_questions for row in ROWS] == [True, False]


async def test_an_import_moves_rows_to_the_newest_key(office: Office) -> None:
    await office.intake.store(ROWS)
    await office.change_phone(1, NEW_PHONE)
    rotated = office.under(NEW_KEY, KEY)
    assert ROWS[0].identity in await rotated.registry.find([ROWS[0].identity], "")
    assert await rotated.counts(ROWS) == (0, 0, 2)
    assert await rotated.intake.size() == 2
    alone = office.under(NEW_KEY)
    assert await alone.phone_of(ROWS[0], NEW_PHONE) is PhoneState.SAME
    assert await alone.registry.phone(1) == NEW_PHONE
    assert await alone.counts(ROWS) == (0, 0, 2)


async def test_a_key_that_is_gone_finds_nobody(office: Office) -> None:
    await office.intake.store(ROWS)
    assert await office.under(NEW_KEY).registry.find([ROWS[0].identity], "") == {}


async def test_equal_values_of_two_people_and_two_columns_look_different(office: Office) -> None:
    await office.intake.store([good(2), good(3, GIVEN_NAME="Анна")])
    rows = await office.all(insured)
    digests = [value for row in rows for value in row if isinstance(value, bytes)]
    policies = {row.policy_digest for row in rows}
    assert len(policies) == 1
    assert len(set(digests)) == len(digests) - 1


async def test_a_later_file_gives_new_ids_above_the_known_ones(office: Office) -> None:
    await office.intake.store(ROWS)
    await office.intake.store([good(2, GIVEN_NAME="Инна")])
    async with office.database.reading() as connection:
        assert await connection.scalar(select(func.max(insured.c.id))) == 3


async def test_limits_hold_over_new_telegram_users_and_a_restart(office: Office) -> None:
    await office.intake.store(ROWS)

    async def check(draft: Draft, user: int, update_id: int) -> object:
        charges = StoredCharges(office.database, office.keys, office.clock)
        accounts = FakeActivatedAccounts()
        once = CheckRegistry(
            office.registry,
            accounts,
            charges,
            Limits(),
            StoredAttributions(office.database, office.clock),
        )
        work = FakeRecorder()
        outcome = await once(draft, Attempt(user, update_id, TODAY), work)
        await execute(office.database, work.writes)
        return outcome

    for number in range(4):
        wrong = replace(ALLA, document_number=f"4510 00000{number}")
        assert await check(wrong, number, number) == NotFound()
    assert await check(ALLA, 10, 10) == Matched(1, "+79000000001")
    assert await check(replace(ALLA, issue_date=None), 11, 11) == NotFound()
    assert isinstance(await check(ALLA, 12, 12), TooOften)
    assert await check(replace(ALLA, given_name="Анна"), 13, 13) != NotFound()


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_nothing_personal_lies_in_the_file(office: Office, sqlite_url: str) -> None:
    row = good(
        2,
        POLICY_NUMBER="CANARY777/26",
        SURNAME="Канарейкина",
        BIRTH_DATE="07.07.1977",
        DOCUMENT_NUMBER="4577 777777",
        ISSUE_DATE="08.08.2008",
        ISSUER="Канареечный отдел",
        PHONE="+7 900 777-77-77",
        QUESTION="Канарейка",
    )
    await office.intake.store([row])
    await office.change_phone(1, "+79007777788")
    path = sqlite_file(sqlite_url)
    everything = b"".join(part.read_bytes() for part in path.parent.glob("bot.db*"))
    assert "ООО «Северный маяк»".encode() in everything
    hidden = ("CANARY", "анаре", "AHAPE", "КАНАРЕ", "1977", "07.07", "777777", "2008", "9007777")
    assert [word for word in hidden if word.encode() in everything] == []


async def test_a_number_that_is_no_longer_the_known_one_is_not_overwritten(
    office: Office,
) -> None:
    await office.intake.store([good(2), good(3, GIVEN_NAME="Анна", PHONE="")])
    for insured_id, known in ((1, None), (1, NEW_PHONE), (2, FILE_PHONE)):
        write = office.registry.change_phone(insured_id, NEW_PHONE, known)
        with pytest.raises(Conflict):
            await execute(office.database, [write])
    await execute(office.database, [office.registry.change_phone(1, NEW_PHONE, FILE_PHONE)])
    await execute(office.database, [office.registry.change_phone(2, NEW_PHONE, None)])


async def test_a_changed_phone_of_nobody_is_a_conflict(office: Office) -> None:
    with pytest.raises(Conflict):
        await office.change_phone(1, NEW_PHONE)
