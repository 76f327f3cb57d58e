"""The captcha as a picture."""

from io import BytesIO

import pytest
from PIL import Image

from bot.domain.captcha import ALPHABET
from bot.gateways.captcha import FONT, PillowCaptcha
from bot.use_cases.ports.captcha import CaptchaPainter


@pytest.fixture
def painter() -> CaptchaPainter:
    return PillowCaptcha()


async def test_the_picture_is_a_png_of_320_by_120_without_metadata(
    painter: CaptchaPainter,
) -> None:
    with Image.open(BytesIO(await painter.paint("AXK34"))) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (320, 120), {})


async def test_the_ink_is_dark_on_a_light_ground_for_every_sign(painter: CaptchaPainter) -> None:
    for sign in ALPHABET:
        with Image.open(BytesIO(await painter.paint(sign * 3))) as picture:
            levels = picture.convert("L").histogram()
        assert sum(levels[:80]) > 500, sign
        assert sum(levels[230:]) > 320 * 120 / 2, sign


async def test_the_widest_signs_are_not_cut_at_the_edge(painter: CaptchaPainter) -> None:
    for _ in range(20):
        with Image.open(BytesIO(await painter.paint("WMWMW"))) as picture:
            edge = picture.convert("L").crop((317, 0, 320, 120))
        dark = sum(edge.histogram()[:120])
        assert dark < 30, "more ink at the edge than noise makes"


async def test_the_same_answer_is_never_painted_twice_alike(painter: CaptchaPainter) -> None:
    assert await painter.paint("AXK34") != await painter.paint("AXK34")


def test_the_licence_of_the_font_lies_beside_it() -> None:
    licence = FONT.with_name("DejaVuSans-Bold.LICENSE.txt").read_text()
    assert "Permission is hereby granted, free of charge" in licence
    assert "Bitstream" in licence
    assert "Tavmjong Bah" in licence
