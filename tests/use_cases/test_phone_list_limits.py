"""A list of phones neither asks without end nor floods phones: what it is charged to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.limits import Limits
from bot.use_cases.phone_list.judge_list import Judged, JudgeList
from bot.use_cases.phone_list.limit_list import AskedTooOften, LimitList
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.phone_list.listed import SHARED_BY
from bot.use_cases.phone_list.warn_old_phones import WarnOldPhones
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.sms_jobs import PhoneChanged
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.jobs import Job, JobKind
from bot.use_cases.ports.registry import Cell
from bot.use_cases.registry.rows import Refusal
from tests.conftest import FakeClock
from tests.unit.phone_list_samples import listed, read
from tests.unit.registry_samples import good
from tests.use_cases.phone_list_fakes import FakeCompanyPhones, FakePeople
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, commit

HR, COMPANY = 900, "ООО «Маяк»"
OLD, OTHER_OLD, NEW = "+79000000001", "+79000000003", "+79000000002"
LOOK = ListOrder(HR, COMPANY, "file-1", 17)
LOADING = replace(LOOK, dry_run=False)
FEW = Limits(phone_list_misses_per_day=3, registry_misses_per_day=2, phone_changes_per_month=1)
KNOWN, NAMESAKE = listed(PHONE=NEW), listed(PHONE=NEW, BIRTH_DATE="13.03.1990")


def unknown(name: str) -> list[Cell]:
    return listed(GIVEN_NAME=name, PHONE=NEW)


class Lists:
    """One company of one row or more, whose HR sends one list after another."""

    def __init__(self, clock: FakeClock, others: Mapping[str, KnownPhone] | None = None) -> None:
        self.clock, self.sent = clock, 0
        self.charges = FakeCharges(clock)
        rows = {good().key: KnownPhone(5, OLD), **(others or {})}
        self.phones = FakeCompanyPhones(COMPANY, rows, {HR})

    async def sends(
        self, *rows: Sequence[Cell], order: ListOrder = LOOK, again: bool = False
    ) -> Judged | AskedTooOften:
        """Judge a list under the limits; one that is carried out `again` is no other list."""
        self.sent += not again
        read_list = read(*rows)
        judged = await JudgeList(self.phones, FakePeople())(read_list, COMPANY, HR)
        limit = LimitList(self.charges, FEW)
        return await limit(read_list, judged, order, -self.sent)

    async def reasons(self, *rows: Sequence[Cell], order: ListOrder = LOOK) -> list[str]:
        judged = await self.sends(*rows, order=order)
        assert isinstance(judged, Judged)
        return [one.reason for one in judged.refused]


@pytest.fixture
def lists(clock: FakeClock) -> Lists:
    return Lists(clock)


def test_one_person_with_many_birth_dates_is_a_guess() -> None:
    days = [listed(BIRTH_DATE=f"{day}.03.1990") for day in (11, 12, 13)]
    assert len(read(*days[:2]).rows) == 2
    told = read(*days, listed(GIVEN_NAME="Анна"))
    assert [row.number for row in told.rows] == [5]
    assert told.refused == (
        Refusal(2, "many-dates", others=(3, 4)),
        Refusal(3, "many-dates", others=(2, 4)),
        Refusal(4, "many-dates", others=(2, 3)),
    )


def test_a_family_shares_a_phone_and_a_crowd_does_not() -> None:
    names = ("Анна", "Инна", "Нина", "Алла", "Зоя", "Яна")
    people = [listed(GIVEN_NAME=name) for name in names]
    family = people[:SHARED_BY]
    assert len(read(*family, family[0]).rows) == SHARED_BY
    told = read(*people, listed(GIVEN_NAME="Вера", PHONE=NEW))
    assert [row.number for row in told.rows] == [8]
    assert {(one.reason, len(one.others)) for one in told.refused} == {("shared", SHARED_BY)}


async def test_a_list_after_too_many_unknown_people_is_not_answered(
    lists: Lists, clock: FakeClock
) -> None:
    await lists.sends(*map(unknown, ("Анна", "Инна", "Нина")))
    assert await lists.sends(KNOWN) == AskedTooOften(clock.now + timedelta(days=1))
    clock.passes(days=1)
    assert await lists.reasons(KNOWN) == []


async def test_rows_after_too_many_unknown_people_are_refused_and_those_before_are_not(
    lists: Lists,
) -> None:
    people = [KNOWN, *map(unknown, ("Анна", "Инна", "Нина", "Зоя"))]
    for order in (LOOK, LOADING):
        judged = await lists.sends(*people, listed(PHONE=OLD, GIVEN_NAME="Рита"), order=order)
        assert isinstance(judged, Judged)
        assert [change.row for change in judged.fitting] == [2]
        reasons = [refusal.reason for refusal in judged.refused]
        assert reasons == ["not-found"] * 3 + ["many-unknown"] * 2


async def test_the_same_unknown_people_again_cost_nothing(lists: Lists) -> None:
    for _ in range(4):
        assert await lists.reasons(unknown("Анна"), unknown("Инна")) == ["not-found"] * 2
    assert lists.charges.count("phones.misses") == 2


async def test_a_second_run_of_the_same_list_is_not_charged_twice(lists: Lists) -> None:
    await lists.sends(unknown("Анна"), unknown("Инна"))
    await lists.sends(unknown("Анна"), unknown("Инна"), again=True)
    assert lists.charges.count("phones.misses") == 2


async def test_what_was_looked_at_can_be_loaded_though_it_has_filled_the_limit(
    lists: Lists,
) -> None:
    people = [*map(unknown, ("Анна", "Инна", "Нина")), KNOWN]
    assert await lists.reasons(*people) == ["not-found"] * 3
    assert await lists.reasons(*people, order=LOADING) == ["not-found"] * 3


async def test_birth_dates_of_one_person_cannot_be_tried_list_by_list(lists: Lists) -> None:
    for day in (13, 14):
        assert await lists.reasons(listed(BIRTH_DATE=f"{day}.03.1990")) == ["not-found"]
    assert await lists.reasons(listed(BIRTH_DATE="15.03.1990")) == ["asked-too-often"]
    assert await lists.reasons(KNOWN) == ["asked-too-often"]
    assert lists.charges.count("phones.misses") == 2


async def test_who_was_asked_for_too_often_is_not_changed_beside_somebody_else(
    clock: FakeClock,
) -> None:
    lists = Lists(clock, {good(GIVEN_NAME="Анна").key: KnownPhone(6, OTHER_OLD)})
    for day in (13, 14):
        await lists.sends(listed(BIRTH_DATE=f"{day}.03.1990"))
    both = (KNOWN, listed(GIVEN_NAME="Анна", PHONE=NEW))
    for order in (LOOK, LOADING):
        judged = await lists.sends(*both, order=order)
        assert isinstance(judged, Judged)
        assert judged.refused == (Refusal(2, "asked-too-often"),)
        assert [change.row for change in judged.fitting] == [3]


async def test_a_load_refuses_what_the_look_has_refused(lists: Lists) -> None:
    tried = [listed(BIRTH_DATE=f"{day}.03.1990") for day in (13, 14)]
    await lists.sends(tried[0])
    for order in (LOOK, LOADING):
        assert await lists.reasons(KNOWN, tried[1], order=order) == [
            "asked-too-often",
            "not-found",
        ]


async def test_a_row_is_changed_so_often_a_month(lists: Lists, clock: FakeClock) -> None:
    assert await lists.reasons(KNOWN) == await lists.reasons(KNOWN) == []
    assert await lists.reasons(KNOWN, order=LOADING) == []
    assert await lists.reasons(KNOWN, order=LOADING) == ["changed-too-often"]
    for same_or_not in (KNOWN, listed(PHONE=OLD)):
        assert await lists.reasons(same_or_not) == ["changed-too-often"]
    clock.passes(days=30)
    assert await lists.reasons(KNOWN, order=LOADING) == []


class Warnings:
    """Old numbers that hear of a list."""

    def __init__(self, clock: FakeClock, **limits: int) -> None:
        self.jobs = FakeJobs()
        self.counters = PinCounters(FakeCharges(clock), replace(Limits(), **limits))
        self.warn = WarnOldPhones(self.jobs, self.counters, clock)

    async def of(self, *old: str | None, cause: int = -3) -> list[str]:
        """Return who is warned when rows with these numbers are corrected by one list."""
        self.jobs.left.clear()
        known = [KnownPhone(number, phone) for number, phone in enumerate(old, 5)]
        made = [Correction(one, NEW) for one in known]
        commit(await self.warn(made, LOADING, cause))
        left = self.jobs.left.values()
        return [
            PhoneChanged.of(Job(1, JobKind.SMS, one.dedupe_key, one.payload, None, 1)).phone
            for one in left
        ]


async def test_a_number_of_many_rows_hears_once_of_a_list(clock: FakeClock) -> None:
    assert await Warnings(clock).of(OLD, OTHER_OLD, OLD, None) == [OLD, OTHER_OLD]


async def test_a_number_hears_so_often_a_day_and_the_operator_of_the_rest(
    clock: FakeClock,
) -> None:
    warnings = Warnings(clock, phone_warnings_per_day=1)
    assert await warnings.of(OLD) == [OLD]
    assert await warnings.of(OLD) == [OLD]
    with capture_logs() as written:
        assert await warnings.of(OLD, OTHER_OLD, cause=-4) == [OTHER_OLD]
    assert [(line["event"], line["count"]) for line in written] == [("warnings left out", 1)]
    assert OLD not in str(written)


async def test_warnings_leave_half_of_the_budget_to_pins(clock: FakeClock) -> None:
    warnings = Warnings(clock, sms_per_day=4)
    assert await warnings.of("+79010000001", "+79020000001", "+79030000001") == [
        "+79010000001",
        "+79020000001",
    ]
    for person in (1, 2):
        assert await warnings.counters.order(f"+7904000000{person}", person, person) is None
    assert await warnings.counters.order("+79050000001", 3, 3) is not None


async def test_a_day_of_many_pins_does_not_silence_warnings(clock: FakeClock) -> None:
    warnings = Warnings(clock, sms_per_day=4)
    for person in (1, 2, 3):
        assert await warnings.counters.order(f"+7904000000{person}", person, person) is None
    assert await warnings.of(OLD) == [OLD]
