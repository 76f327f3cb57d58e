"""The registry check: one neutral no, everything else in the order of the design."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.registry import Insured, PhoneState
from bot.use_cases.registry.check_registry import (
    AlreadyRegistered,
    Matched,
    NotFound,
    Outcome,
    PhoneToReplace,
)
from bot.use_cases.registry.in_force import NotInForce, Term
from tests.conftest import FakeClock
from tests.unit.registry_samples import ALLA, TODAY
from tests.use_cases.registry_desk import ROW, Desk

WRONG: list[dict[str, Any]] = [
    {"policy_kind": PolicyKind.KASKO},
    {"policy_number": "AM012345679/13"},
    {"role": Role.POLICYHOLDER},
    {"surname": "Кукушкин"},
    {"given_name": "Анна"},
    {"patronymic": ""},
    {"birth_date": date(1990, 3, 13)},
    {"document_kind": DocumentKind.FOREIGN_PASSPORT},
    {"document_number": "4510 123457"},
    {"issue_date": date(2010, 4, 16)},
    {"issue_date": None},
]


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(clock)


async def test_a_person_of_the_registry_is_found(desk: Desk) -> None:
    assert await desk.checks(ALLA) == Matched(7, "+79000000001")


@pytest.mark.parametrize("wrong", WRONG)
async def test_any_wrong_answer_gives_the_same_outcome_by_the_same_work(
    desk: Desk, wrong: dict[str, Any]
) -> None:
    assert repr(await desk.checks(replace(ALLA, **wrong))) == "NotFound()"
    await desk.checks(ALLA)
    assert desk.registry.asked[0] == desk.registry.asked[1]
    assert desk.charges.count("registry.user") == 1


@pytest.mark.parametrize(
    "changes", [{"issuer": "другой"}, {"citizenship": Citizenship.FOREIGN}, {"email": "a@b.ru"}]
)
async def test_what_need_not_match_does_not_matter(desk: Desk, changes: dict[str, Any]) -> None:
    assert isinstance(await desk.checks(replace(ALLA, **changes)), Matched)


async def test_any_issue_date_fits_a_row_without_one(desk: Desk) -> None:
    desk.registry.known.clear()
    desk.knows(ROW, ISSUE_DATE="")
    assert isinstance(await desk.checks(ALLA), Matched)
    assert isinstance(await desk.checks(replace(ALLA, issue_date=date(2011, 1, 1))), Matched)


@pytest.mark.parametrize("typed", ["AM 012345678/13", "АМ01234567813", "ФЬ012345678/13"])
async def test_a_respelled_policy_number_is_found_with_everything_else_right(
    desk: Desk, typed: str
) -> None:
    assert isinstance(await desk.checks(replace(ALLA, policy_number=typed)), Matched)
    wrong = replace(ALLA, policy_number=typed, document_number="4510 123457")
    assert await desk.checks(wrong) == NotFound()


async def test_a_respelling_that_fits_two_policies_finds_neither(desk: Desk) -> None:
    desk.knows(replace(ROW, id=8), POLICY_NUMBER="AM-012345678/13")
    assert await desk.checks(replace(ALLA, policy_number="AM01234567813")) == NotFound()
    assert await desk.checks(ALLA) == Matched(7, "+79000000001")


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (replace(ROW, valid_to=TODAY - timedelta(days=1)), NotInForce(Term.ENDED)),
        (replace(ROW, ended=True), NotInForce(Term.ENDED)),
        (
            replace(ROW, valid_from=TODAY + timedelta(days=1)),
            NotInForce(Term.NOT_BEGUN, TODAY + timedelta(days=1)),
        ),
        (replace(ROW, valid_from=TODAY, valid_to=TODAY), Matched(7, "+79000000001")),
    ],
)
async def test_a_policy_must_be_in_force_today(desk: Desk, row: Insured, outcome: Outcome) -> None:
    desk.knows(row)
    assert await desk.checks(ALLA) == outcome


async def test_who_has_an_account_is_told_so_before_the_phone_is_looked_at(desk: Desk) -> None:
    desk.accounts.insured_ids.add(7)
    assert await desk.checks(replace(ALLA, phone="+79000000099")) == AlreadyRegistered()


@pytest.mark.parametrize(
    ("phone", "state"), [("+79000000099", PhoneState.DIFFERENT), (None, PhoneState.MISSING)]
)
async def test_another_phone_or_none_in_the_registry_is_to_be_replaced(
    desk: Desk, phone: str | None, state: PhoneState
) -> None:
    desk.knows(ROW, phone)
    assert await desk.checks(ALLA) == PhoneToReplace(
        7, state, True, "ООО «Северный маяк»", "Ольга Ветрова"
    )


@pytest.mark.parametrize("field_name", ["policy_number", "phone", "document_number", "role"])
async def test_an_unfinished_draft_is_a_fault_and_not_a_miss(desk: Desk, field_name: str) -> None:
    with pytest.raises(LookupError, match=field_name):
        await desk.checks(ALLA.with_values({field_name: None}))
    assert desk.charges.rows == []


async def test_an_outcome_does_not_show_the_phone(desk: Desk) -> None:
    assert "79000000001" not in repr(await desk.checks(ALLA))


async def test_whoever_is_found_belongs_to_their_company(desk: Desk) -> None:
    await desk.checks(replace(ALLA, document_number="0000 000000"))
    assert await desk.attributions.of_chat(1) is None
    await desk.checks(ALLA)
    assert await desk.attributions.of_chat(1) == Attribution(ROW.policyholder, None)


async def test_the_link_by_which_a_colleague_came_is_kept(desk: Desk) -> None:
    desk.attributions.known[1] = Attribution(ROW.policyholder, "link")
    await desk.checks(ALLA)
    assert await desk.attributions.of_chat(1) == Attribution(ROW.policyholder, "link")


async def test_the_link_of_another_company_is_not(desk: Desk) -> None:
    desk.attributions.known[1] = Attribution("АО «Роза»", "link")
    await desk.checks(ALLA)
    assert await desk.attributions.of_chat(1) == Attribution(ROW.policyholder, None)


async def test_who_has_a_cabinet_already_is_nobody_to_be_reminded(desk: Desk) -> None:
    desk.accounts.insured_ids.add(ROW.id)
    assert await desk.checks(ALLA) == AlreadyRegistered()
    assert await desk.attributions.of_chat(1) is None
