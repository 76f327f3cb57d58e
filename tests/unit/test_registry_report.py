"""The operator's report: every reason has its text, and nothing personal stands in it."""

from pathlib import Path

import pytest

from bot.texts import Texts
from bot.use_cases.ports.registry import Missing
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase
from bot.use_cases.registry.import_report import header_line, report_lines
from bot.use_cases.registry.rows import REASONS, Refusal

TEXTS = Path(__file__).parents[2] / "locales" / "ru"
ENDED = tuple(Missing(number, "ООО «Пруд»") for number in range(1, 13))


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(TEXTS)


def test_every_reason_has_its_text_and_no_text_is_idle(texts: Texts) -> None:
    whole_row = {"repeated", "look-alike", "known-otherwise"}
    prefix = "import-reason-"
    known = {one.removeprefix(prefix) for one in texts.ids() if one.startswith(prefix)}
    assert known == REASONS | whole_row


@pytest.mark.parametrize("reason", ["too-big", "not-found", "not-a-table", "empty"])
def test_every_unreadable_file_has_its_line(texts: Texts, reason: str) -> None:
    assert texts.plain(f"import-file-{reason}")


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_its_name(texts: Texts, phase: Phase) -> None:
    assert texts.plain(f"import-phase-{phase}")


def test_refused_rows_come_first_and_the_sum_last(texts: Texts) -> None:
    refused = (
        Refusal(4, "landline", "телефон"),
        Refusal(7, "repeated", others=(9, 12)),
    )
    report = ImportReport(3, 2, 1000, refused, ())
    assert list(report_lines(report, ImportOptions(), texts.plain)) == [
        "Строка 4, «телефон»: городской номер, а нужен мобильный.",
        "Строка 7: тот же человек с тем же полисом и ролью есть в строках 9, 12. Оставьте одну.",
        "Не принято строк: 2.",
        "Добавлено: 3, изменено: 2, без изменений: 1000.",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (ImportOptions(), "но нет в файле: 12. Чтобы закрыть их"),
        (ImportOptions(replace=True), "Закрыто строк, которых нет в файле: 12."),
        (ImportOptions(replace=True, dry_run=True), "Будет закрыто строк"),
    ],
)
def test_missing_rows_are_counted_by_policyholder(
    texts: Texts, options: ImportOptions, line: str
) -> None:
    lines = list(report_lines(ImportReport(0, 0, 5, (), ENDED), options, texts.plain))
    assert line in lines[0]
    assert lines[1] == "ООО «Пруд»: 12 (записи 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 и другие)"


def test_a_dry_run_says_that_nothing_was_written(texts: Texts) -> None:
    [line] = report_lines(ImportReport(3, 0, 0, (), ()), ImportOptions(dry_run=True), texts.plain)
    assert line.startswith("Пробная загрузка, ничего не записано.")


def test_a_bad_header_is_one_line_that_names_the_columns(texts: Texts) -> None:
    error = BadHeader(["телефон", "роль"], ["зарплата"], [])
    assert header_line(error, texts.plain) == (
        "Колонки файла не подходят. Не хватает: телефон, роль. Неизвестны: зарплата."
    )
