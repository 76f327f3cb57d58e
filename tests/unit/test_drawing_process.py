"""Pictures drawn outside the bot's process: what comes back, what never gets there."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.gateways.pictures.process import MatplotlibPictures
from bot.use_cases.ports.pictures import PictureFailed, Pictures
from tests.unit.pictures_samples import FUNNEL, LINK, POSTER, PROGRESS, opened, read_code

ROOT = Path(__file__).parents[2]
PROOF = """
import asyncio, sys
from bot.gateways.pictures.process import MatplotlibPictures
from bot.use_cases.ports.pictures import Part, Progress
progress = Progress("ООО «Ромашка»", (Part("Готово", 1),), "Нет данных")
picture = asyncio.run(MatplotlibPictures().progress(progress))
print(picture[1:4].decode(), {"matplotlib", "numpy", "fontTools"} & set(sys.modules))
"""


@pytest.fixture
def pictures() -> Pictures:
    return MatplotlibPictures()


def child(script: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script, *arguments)


async def test_a_qr_code_reads_back_as_its_link_and_is_large_enough_for_print(
    pictures: Pictures,
) -> None:
    picture = opened(await pictures.qr(LINK))
    assert min(picture.size) >= 1000
    content, level = read_code(picture)
    assert content == LINK
    assert level in "MQH"


async def test_a_qr_code_has_four_modules_of_quiet_around(pictures: Pictures) -> None:
    picture = opened(await pictures.qr(LINK)).convert("L").point(lambda level: 255 - level)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    finder = next(x for x in range(left, right) if not picture.getpixel((x, top))) - left
    module = finder / 7
    width, height = picture.size
    assert (left, top, width - right, height - bottom) == (4 * module,) * 4


async def test_while_pictures_are_drawn_the_bot_does_other_things(pictures: Pictures) -> None:
    drawn = asyncio.gather(pictures.funnel(FUNNEL), pictures.poster(POSTER))
    assert opened(await pictures.qr(LINK)).width >= 1000
    assert not drawn.done()
    funnel, poster = await drawn
    assert opened(funnel).width == 1080
    assert poster.startswith(b"%PDF-")


def test_the_bots_process_never_loads_what_draws_and_needs_no_home() -> None:
    bare = {"HOME": "/nonexistent", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        child(PROOF), cwd=ROOT, env=bare, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "PNG set()"
    assert done.stderr == ""


async def test_one_is_drawn_at_a_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = (
        "import sys; log = open(sys.argv[1], 'a', buffering=1); print('begins', file=log); "
        "import decimal, email.message, http.client; print('ends', file=log)"
    )
    pictures = MatplotlibPictures(child(script, str(log)))
    await asyncio.gather(*(pictures.progress(PROGRESS) for _ in range(3)))
    assert log.read_text().split() == ["begins", "ends"] * 3


async def test_the_drawing_process_gets_none_of_the_bots_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEYS", "marked")
    script = "import json, os; print(json.dumps(list(os.environ)))"
    answer = await MatplotlibPictures(child(script)).progress(PROGRESS)
    assert set(json.loads(answer)) <= {"MPLCONFIGDIR", "LC_CTYPE"}


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("raise ValueError('Образцова')", "ValueError"),
        ("import json; json.loads('Образцова')", "json.decoder.JSONDecodeError"),
        ("import sys; sys.exit(3)", "exit 3"),
        ("import sys; sys.exit('Образцова не знает')", "exit 1"),
    ],
)
async def test_a_fault_is_told_by_its_kind_alone(script: str, reason: str) -> None:
    with pytest.raises(PictureFailed) as failed:
        await MatplotlibPictures(child(script)).poster(POSTER)
    assert failed.value.reason == reason
    assert failed.value.__cause__ is None


async def test_a_machine_without_the_program_is_told_of_too() -> None:
    with pytest.raises(PictureFailed, match="FileNotFoundError"):
        await MatplotlibPictures(("/nonexistent",)).poster(POSTER)


async def test_what_talks_without_end_is_ended_and_holds_up_nobody() -> None:
    talker = "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 100_000)"
    pictures = MatplotlibPictures(child(talker), time_limit=0.5)
    for _ in range(3):
        async with asyncio.timeout(20):
            with pytest.raises(PictureFailed, match="timeout"):
                await pictures.progress(PROGRESS)


async def test_what_takes_too_long_is_ended_and_the_next_one_has_its_turn(tmp_path: Path) -> None:
    once = (
        "import pathlib, signal, sys; seen = pathlib.Path(sys.argv[1])\n"
        "if not seen.exists(): seen.touch(); signal.pause()"
    )
    pictures = MatplotlibPictures(child(once, str(tmp_path / "seen")), time_limit=1)
    with pytest.raises(PictureFailed, match="timeout"):
        await pictures.progress(PROGRESS)
    assert await pictures.progress(PROGRESS) == b""
