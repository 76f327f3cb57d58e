"""The importing process: what goes in and out, and how it can fail."""

import asyncio
import base64
import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from bot.commands.registry_child import serve
from bot.gateways import registry_process
from bot.gateways.registry_process import ProcessPhoneLists, ProcessRegistryLoader, ReadingProcess
from bot.gateways.registry_wire import Advanced, ListRequest, Request, from_line, to_line
from bot.use_cases.phone_list.listed import LARGEST_LIST, MOST_ROWS
from bot.use_cases.ports.registry import Missing, UnreadableFile
from bot.use_cases.ports.registry_loader import LoadFailed
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase
from bot.use_cases.registry.rows import Refusal
from storage.engine import open_database
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from tests.conftest import KEY
from tests.unit.phone_list_samples import HEADER as LIST_HEADER
from tests.unit.phone_list_samples import listed, read
from tests.unit.registry_samples import HEADER, TODAY, cells

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
REPORT = ImportReport(1, 2, 3, (Refusal(4, "year", "телефон", (5,)),), (Missing(6, "ООО"),))
CHECK = ImportOptions(dry_run=True)


def table(*rows: Sequence[object]) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in (HEADER, *rows)).encode()


def answers(sqlite_url: str, content: bytes, options: ImportOptions = CHECK) -> list[object]:
    """Return what the process says, with its last word; the bot has made the tables before."""
    asyncio.run(_made_ready(sqlite_url))
    keys = (base64.b64encode(KEY).decode(),)
    request = to_line(Request(sqlite_url, keys, NOW, options))
    said = io.BytesIO()
    serve(io.BytesIO(request + content), said)
    return [from_line(line) for line in said.getvalue().splitlines()]


async def _made_ready(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    await migrate(database)
    await check_keys(database, Keyring.of([KEY]))
    await database.close()


async def advance(phase: Phase, done: int, total: int) -> None:
    pass


def loader(script: str, time_limit: float = 20.0) -> ProcessRegistryLoader:
    command = (sys.executable, "-c", script)
    process = ReadingProcess(command, time_limit)
    return ProcessRegistryLoader("sqlite://", [KEY], lambda: NOW, process)


def test_a_report_comes_through_as_it_was() -> None:
    assert from_line(to_line(REPORT)) == REPORT


def test_an_unknown_line_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        from_line(b'{"kind": "Rumour", "of": {}}')


def test_a_file_is_answered_with_progress_and_a_report(sqlite_url: str) -> None:
    *progress, report = answers(sqlite_url, table(cells(), cells(GIVEN_NAME="Анна")))
    assert progress == [Advanced(Phase.READING, 2, 2), Advanced(Phase.STORING, 2, 2)]
    assert report == ImportReport(2, 0, 0, (), ())


def test_what_was_loaded_is_known_the_next_time(sqlite_url: str) -> None:
    answers(sqlite_url, table(cells()), ImportOptions())
    assert answers(sqlite_url, table(cells()))[-1] == ImportReport(0, 0, 1, (), ())


def test_a_file_that_is_no_registry_is_named_so(sqlite_url: str) -> None:
    with pytest.raises(BadHeader) as bad:
        answers(sqlite_url, "имя;рост\nАнна;170".encode())
    assert bad.value.unknown == ("рост",)
    with pytest.raises(UnreadableFile, match="empty"):
        answers(sqlite_url, b"")


def test_an_unclosed_quote_is_named_by_its_row(sqlite_url: str) -> None:
    with pytest.raises(UnreadableFile, match="unclosed-quote") as refused:
        answers(sqlite_url, b'"' + table(cells()))
    assert refused.value.row == 1
    torn = table(cells(), cells(POLICYHOLDER='"ООО Пруд'), cells(GIVEN_NAME="Анна"))
    report = answers(sqlite_url, torn)[-1]
    assert isinstance(report, ImportReport)
    assert report.refused == (Refusal(3, "line-break", lines=1),)


def test_a_list_of_phones_is_read_without_a_database() -> None:
    said = io.BytesIO()
    content = ";".join(LIST_HEADER) + "\n" + ";".join(map(str, listed())) + "\n"
    request = to_line(ListRequest(TODAY)) + content.encode("cp1251")
    serve(io.BytesIO(request), said)
    assert from_line(said.getvalue()) == read(listed())


async def test_a_list_comes_through_as_it_was_read() -> None:
    said = to_line(read(listed(), listed(PHONE="12")))
    script = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
    process = ReadingProcess((sys.executable, "-c", script))
    lists = ProcessPhoneLists(lambda: NOW, process)
    assert await lists(b"file", advance) == read(listed(), listed(PHONE="12"))


async def test_an_answer_to_another_question_is_none() -> None:
    said = to_line(read(listed()))
    script = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
    with pytest.raises(LoadFailed, match="exit 0"):
        await loader(script)(b"file", CHECK, advance)


def test_a_line_that_is_no_request_is_refused() -> None:
    with pytest.raises(ValueError, match="not a request"):
        serve(io.BytesIO(to_line(REPORT)), io.BytesIO())


async def test_the_process_hears_request_and_file_on_stdin() -> None:
    script = (
        "import sys; sys.stdin.buffer.readline(); rest = sys.stdin.buffer.read();"
        f"sys.stdout.buffer.write({to_line(REPORT)!r} if rest == b'file' else b'')"
    )
    assert await loader(script)(b"file", CHECK, advance) == REPORT


async def test_neither_keys_nor_address_are_arguments_or_environment() -> None:
    secret = base64.b64encode(KEY).decode()
    script = (
        "import os, sys; sys.stdin.buffer.read();"
        "seen = str(sys.argv) + str(os.environ);"
        f"assert {secret!r} not in seen and 'sqlite' not in seen and 'BOT_TOKEN' not in seen;"
        f"sys.stdout.buffer.write({to_line(REPORT)!r})"
    )
    assert await loader(script)(b"", CHECK, advance) == REPORT


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("raise RuntimeError('Анна Иванова')", "RuntimeError"),
        ("import sys; sys.exit(3)", "exit 3"),
    ],
)
async def test_a_broken_process_is_named_by_its_error_alone(script: str, reason: str) -> None:
    with pytest.raises(LoadFailed) as failed:
        await loader(script)(b"file", CHECK, advance)
    assert failed.value.reason == reason


async def test_a_process_that_complains_without_end_is_heard_to_its_last_word() -> None:
    complain = "import sys\nfor _ in range(160): sys.stderr.write('x' * 1_000_000 + '\\n')\n"
    answer = f"sys.stdout.buffer.write({to_line(REPORT)!r})"
    assert await loader(complain + answer)(b"", CHECK, advance) == REPORT
    with pytest.raises(LoadFailed, match="RuntimeError"):
        await loader(complain + "raise RuntimeError")(b"", CHECK, advance)


async def test_a_process_whose_words_nobody_takes_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(registry_process, "LONGEST_LINE", 1_000)
    line = to_line(Advanced(Phase.READING, 1, 2))
    talker = f"import sys\nwhile True: sys.stdout.buffer.write({line!r} * 1_000)"
    async with asyncio.timeout(20):
        with pytest.raises(LoadFailed, match="timeout"):
            await loader(talker, time_limit=0.5)(b"file", CHECK, never)


async def test_a_process_without_end_is_ended() -> None:
    with pytest.raises(LoadFailed, match="timeout"):
        await loader("import time; time.sleep(60)", time_limit=0.2)(b"", CHECK, advance)


@pytest.mark.parametrize(
    "script",
    [
        "raise MemoryError",
        "import os; os.abort()",
        "import os; os.kill(os.getpid(), 9)",
        "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
    ],
)
async def test_a_process_without_memory_or_time_left_has_met_too_heavy_a_file(
    script: str,
) -> None:
    with pytest.raises(UnreadableFile, match="too-heavy"):
        await loader(script)(b"file", CHECK, advance)


async def test_a_process_that_is_asked_to_end_may_be_started_again() -> None:
    with pytest.raises(LoadFailed, match="exit -15"):
        await loader("import os; os.kill(os.getpid(), 15)")(b"file", CHECK, advance)


async def test_a_small_file_cannot_take_the_memory_of_the_machine() -> None:
    """Two cells in the far corners of a sheet: a reader makes room for all between them."""
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"], book.active["XFD1048576"] = "полис", "телефон"
    book.save(content)
    assert len(content.getvalue()) < 10_000
    with pytest.raises(UnreadableFile, match="too-heavy"):
        await ProcessPhoneLists(lambda: NOW)(content.getvalue(), advance)


async def test_a_list_of_the_largest_size_is_read_within_its_limits() -> None:
    rows = [listed(GIVEN_NAME="Анна" + "а" * (one % 15)) for one in range(MOST_ROWS)]
    content = "\n".join(";".join(map(str, row)) for row in (LIST_HEADER, *rows)).encode()
    answer = await ProcessPhoneLists(lambda: NOW)(content, advance)
    assert len(answer.rows) + len(answer.twice) + len(answer.refused) >= MOST_ROWS


async def test_a_list_that_is_too_large_starts_no_process() -> None:
    absent = ProcessPhoneLists(lambda: NOW, ReadingProcess(("/nowhere/python",)))
    with pytest.raises(UnreadableFile, match="too-big"):
        await absent(b" " * (LARGEST_LIST + 1), advance)


async def test_a_missing_interpreter_is_a_failure_like_any_other() -> None:
    process = ReadingProcess(("/nowhere/python",))
    absent = ProcessRegistryLoader("sqlite://", [KEY], lambda: NOW, process)
    with pytest.raises(LoadFailed, match="FileNotFoundError"):
        await absent(b"", CHECK, advance)
