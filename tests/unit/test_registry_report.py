"""The operator's report: every reason has its text, and nothing personal stands in it."""

from dataclasses import replace

import pytest

from bot.texts import Texts
from bot.use_cases.ports.registry import Missing, UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase
from bot.use_cases.registry.import_report import (
    fault_line,
    header_line,
    refusal_line,
    report_lines,
)
from bot.use_cases.registry.rows import REASONS, Refusal

TEN = [f"A-{number}" for number in range(1, 11)]
ENDED = tuple(Missing(number, "ООО «Пруд»") for number in range(1, 13))


def test_every_reason_has_its_text_and_no_text_is_idle(texts: Texts) -> None:
    whole_row = {"repeated", "look-alike", "known-otherwise"}
    prefix = "import-reason-"
    known = {one.removeprefix(prefix) for one in texts.ids() if one.startswith(prefix)}
    assert known == REASONS | whole_row


@pytest.mark.parametrize("reason", ["too-big", "too-heavy", "not-found", "not-a-table", "empty"])
def test_every_unreadable_file_has_its_line(texts: Texts, reason: str) -> None:
    assert texts.plain(f"import-file-{reason}")


def test_an_unclosed_quote_is_named_by_its_row(texts: Texts) -> None:
    line = fault_line(UnreadableFile("unclosed-quote", 5), texts.plain)
    assert line.startswith("Строка 5: не закрыта кавычка")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (0, "Строка 5: не закрыта кавычка или в значении лишний перенос строки."),
        (1, "и ещё 1 строка файла прочитана как её продолжение"),
        (3, "и ещё 3 строки файла прочитаны как её продолжение"),
        (40, "и ещё 40 строк файла прочитаны как её продолжение"),
    ],
)
def test_a_row_that_goes_on_says_how_far(texts: Texts, lines: int, told: str) -> None:
    assert told in refusal_line(Refusal(5, "line-break", lines=lines), texts.plain)


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
    assert lines[1:-1] == ["ООО «Пруд»: 12"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (2, "ООО «Пруд»: 12 (идентификаторы A-1, A-2)"),
        (12, f"ООО «Пруд»: 12 (идентификаторы {', '.join(TEN)} и ещё 2)"),
    ],
)
def test_missing_rows_are_named_as_the_insurer_does(texts: Texts, named: int, told: str) -> None:
    people = [replace(one, identifier=f"A-{one.insured_id}") for one in ENDED[:named]]
    missing = (*people, *ENDED[named:])
    lines = list(report_lines(ImportReport(0, 0, 5, (), missing), ImportOptions(), texts.plain))
    assert lines[1] == told


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (ImportOptions(), "Закрывать отсутствующих пока нельзя: 2 строки файла не приняты"),
        (ImportOptions(replace=True), "Закрывать отсутствующих не стали: 2 строки файла"),
        (ImportOptions(replace=True, dry_run=True), "Закрывать отсутствующих пока нельзя: 2"),
    ],
)
def test_while_rows_are_refused_nobody_is_advised_to_end_the_missing(
    texts: Texts, options: ImportOptions, line: str
) -> None:
    refused = (Refusal(4, "landline", "телефон"), Refusal(7, "repeated", others=(9,)))
    report = ImportReport(0, 0, 5, refused, ENDED)
    [*_, missing, _, reason, _] = report_lines(report, options, texts.plain)
    assert missing == "Есть в реестре, но не нашлись в файле: 12."
    assert reason.startswith(line)
    assert reason.endswith("Исправьте строки и загрузите файл ещё раз.")


def test_forced_they_are_ended(texts: Texts) -> None:
    report = ImportReport(0, 0, 5, (Refusal(4, "landline", "телефон"),), ENDED)
    forced = ImportOptions(replace=True, force=True)
    lines = list(report_lines(report, forced, texts.plain))
    assert lines[2] == "Закрыто строк, которых нет в файле: 12."
    assert not any("отсутствующих" in line for line in lines)


def test_a_dry_run_says_that_nothing_was_written(texts: Texts) -> None:
    [line] = report_lines(ImportReport(3, 0, 0, (), ()), ImportOptions(dry_run=True), texts.plain)
    assert line.startswith("Пробная загрузка, ничего не записано.")


def test_a_bad_header_is_one_line_that_names_the_columns(texts: Texts) -> None:
    error = BadHeader(["телефон", "роль"], ["зарплата"], [])
    assert header_line(error, texts.plain) == (
        "Колонки файла не подходят. Не хватает: телефон, роль. Неизвестны: зарплата."
    )
