"""Importing a file: all of it is judged before a row is written, and the good rows are kept."""

import pytest

from bot.use_cases.ports.registry import Sheet
from bot.use_cases.registry import import_registry
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import (
    ImportOptions,
    ImportRegistry,
    Phase,
    TooFewRows,
)
from bot.use_cases.registry.rows import Refusal
from tests.unit.registry_samples import TODAY, cells
from tests.use_cases.registry_importer import Importer

ALLA, ANNA, INNA = cells(), cells(GIVEN_NAME="Анна"), cells(GIVEN_NAME="Инна")
ELSEWHERE = "ООО «Лесные тропы»"


@pytest.fixture
def importer() -> Importer:
    return Importer()


async def test_good_rows_are_kept_and_bad_ones_reported(importer: Importer) -> None:
    report = await importer.takes(ALLA, cells(ROLE="сосед"), ANNA)
    assert (report.added, report.good) == (2, 2)
    assert report.refused == (Refusal(3, "unknown-choice", "роль"),)


async def test_the_same_file_again_changes_nothing(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    report = await importer.takes(ALLA, ANNA)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert report.missing == ()


async def test_a_changed_row_is_counted(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    report = await importer.takes(ALLA, cells(GIVEN_NAME="Анна", VALID_TO="31.12.2027"))
    assert (report.changed, report.unchanged) == (1, 1)


async def test_missing_rows_are_listed_and_stay(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    report = await importer.takes(ALLA)
    assert [one.insured_id for one in report.missing] == [2]
    assert importer.intake.ended == set()


async def test_replacing_ends_missing_rows(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    report = await importer.takes(ALLA, options=ImportOptions(replace=True))
    assert [one.insured_id for one in report.missing] == [2]
    assert importer.intake.ended == {2}


async def test_a_file_of_less_than_half_does_not_replace_the_registry(
    importer: Importer,
) -> None:
    await importer.takes(ALLA, ANNA, INNA)
    changed = cells(VALID_TO="31.12.2027")
    with pytest.raises(TooFewRows) as refused:
        await importer.takes(changed, options=ImportOptions(replace=True))
    assert (refused.value.good, refused.value.known) == (1, 3)
    report = await importer.takes(ALLA)
    assert report.unchanged == 1
    assert importer.intake.ended == set()


async def test_it_does_when_forced(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA, INNA)
    await importer.takes(ALLA, options=ImportOptions(replace=True, force=True))
    assert importer.intake.ended == {2, 3}


async def test_a_dry_run_reports_the_same_and_writes_nothing(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    files = (cells(PHONE=""), INNA, cells(ROLE="сосед"))
    tried = await importer.takes(*files, options=ImportOptions(dry_run=True, replace=True))
    assert (await importer.intake.size(), importer.intake.ended) == (2, set())
    assert await importer.takes(*files, options=ImportOptions(replace=True)) == tried


async def test_look_alike_policies_of_two_policyholders_are_refused_whole(
    importer: Importer,
) -> None:
    report = await importer.takes(
        cells(POLICY_NUMBER="AM-1/26"),
        cells(POLICY_NUMBER="АМ.1/26", POLICYHOLDER=ELSEWHERE, GIVEN_NAME="Анна"),
        cells(POLICY_NUMBER="AM-2/26"),
    )
    assert [(one.row, one.reason) for one in report.refused] == [
        (2, "look-alike"),
        (3, "look-alike"),
    ]
    assert report.added == 1


async def test_a_policy_that_the_registry_has_under_another_policyholder_is_refused(
    importer: Importer,
) -> None:
    await importer.takes(ALLA)
    report = await importer.takes(cells(POLICYHOLDER=ELSEWHERE, GIVEN_NAME="Анна"))
    assert report.refused == (Refusal(2, "known-otherwise", "номер полиса"),)
    assert report.good == 0


async def test_a_policyholder_may_be_renamed_with_all_its_rows(importer: Importer) -> None:
    await importer.takes(ALLA, ANNA)
    renamed = [cells(POLICYHOLDER=ELSEWHERE, GIVEN_NAME=name) for name in ("Алла", "Анна")]
    assert (await importer.takes(*renamed)).changed == 2


async def test_a_policy_may_change_hands_when_the_registry_is_replaced(
    importer: Importer,
) -> None:
    await importer.takes(ALLA)
    report = await importer.takes(
        cells(POLICYHOLDER=ELSEWHERE, GIVEN_NAME="Анна"), options=ImportOptions(replace=True)
    )
    assert (report.added, importer.intake.ended) == (1, {1})


async def test_the_same_person_twice_is_refused_both_times(importer: Importer) -> None:
    report = await importer.takes(ALLA, ANNA, cells(DOCUMENT_NUMBER="4511 654321"))
    assert report.refused == (
        Refusal(2, "repeated", others=(4,)),
        Refusal(4, "repeated", others=(2,)),
    )
    assert report.added == 1


async def test_rows_are_stored_by_chunks_and_progress_is_told(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_registry, "CHUNK", 2)
    monkeypatch.setattr(import_registry, "PROGRESS_STEP", 2)
    await importer.takes(ALLA, ANNA, INNA)
    assert importer.intake.chunks == [2, 1]
    assert importer.progress == [
        (Phase.READING, 2, 3),
        (Phase.READING, 3, 3),
        (Phase.STORING, 2, 3),
        (Phase.STORING, 3, 3),
    ]


async def test_a_file_with_other_columns_is_refused_unread() -> None:
    importer = Importer()
    load = ImportRegistry(importer.intake, lambda *_: None)
    with pytest.raises(BadHeader):
        await load(Sheet(("имя",), iter([]), 0), TODAY, ImportOptions())
