"""Replacing the registry: nobody is ended who may stand in a row of the file that was refused."""

import pytest

from bot.use_cases.registry.import_registry import ImportOptions
from tests.unit.registry_samples import cells
from tests.use_cases.registry_importer import Importer

ALLA, ANNA, INNA = cells(), cells(GIVEN_NAME="Анна"), cells(GIVEN_NAME="Инна")
ELSEWHERE = "ООО «Лесные тропы»"
REPLACE = ImportOptions(replace=True)
FORCE = ImportOptions(replace=True, force=True)
NAMELESS = cells(SURNAME="")
"""A row that cannot be told to be anybody's."""


@pytest.fixture
async def importer() -> Importer:
    importer = Importer()
    await importer.takes(ALLA, ANNA, INNA)
    return importer


async def test_while_a_row_is_refused_nobody_is_ended_and_good_rows_are_loaded(
    importer: Importer,
) -> None:
    report = await importer.takes(ALLA, cells(GIVEN_NAME="Нина"), NAMELESS, options=REPLACE)
    assert (report.added, report.unchanged, importer.intake.ended) == (1, 1, set())
    assert [one.insured_id for one in report.missing] == [2, 3]
    assert not report.ends(REPLACE)


async def test_what_may_end_nobody_may_be_small(importer: Importer) -> None:
    report = await importer.takes(ALLA, NAMELESS, options=REPLACE)
    assert (report.unchanged, importer.intake.ended) == (1, set())


@pytest.mark.parametrize(
    "refused",
    [
        [cells(GIVEN_NAME="Анна", ISSUE_DATE="31.02.2010")],
        [cells(GIVEN_NAME="Анна", POLICY_KIND="ОМС", PHONE="12")],
        [ANNA, ANNA],
    ],
)
async def test_a_refused_row_is_in_the_file_all_the_same(
    importer: Importer, refused: list[list[str]]
) -> None:
    report = await importer.takes(ALLA, INNA, *refused, options=REPLACE)
    assert (report.missing, importer.intake.ended) == ((), set())


async def test_forced_it_ends_all_but_those_whose_refused_row_can_be_told(
    importer: Importer,
) -> None:
    wrong = cells(GIVEN_NAME="Анна", ISSUE_DATE="31.02.2010")
    report = await importer.takes(ALLA, wrong, NAMELESS, options=FORCE)
    assert [one.insured_id for one in report.missing] == [3]
    assert importer.intake.ended == {3}
    assert report.ends(FORCE)


async def test_forced_it_ends_nobody_for_a_file_without_a_good_row(importer: Importer) -> None:
    report = await importer.takes(NAMELESS, options=FORCE)
    assert (importer.intake.ended, report.ends(FORCE)) == (set(), False)


async def test_a_policy_that_changes_hands_does_not_hold_back_a_replacing(
    importer: Importer,
) -> None:
    moved = [cells(POLICYHOLDER=ELSEWHERE, GIVEN_NAME=name) for name in ("Нина", "Анна")]
    looked_at = await importer.takes(*moved, options=ImportOptions(dry_run=True))
    assert (looked_at.refused_rows, looked_at.doubtful_rows) == (2, 0)
    await importer.takes(*moved, options=REPLACE)
    assert importer.intake.ended == {1, 3}


async def test_it_does_not_change_hands_while_the_former_rows_stay(importer: Importer) -> None:
    moved = [cells(POLICYHOLDER=ELSEWHERE, GIVEN_NAME=name) for name in ("Нина", "Анна")]
    report = await importer.takes(*moved, NAMELESS, options=REPLACE)
    assert {one.reason for one in report.refused} == {"known-otherwise", "empty"}
    assert (report.good, report.doubtful_rows, importer.intake.ended) == (0, 1, set())
