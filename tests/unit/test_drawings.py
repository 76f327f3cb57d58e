"""Charts and the poster as people see them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.use_cases.ports.pictures import Bar, Funnel, Part
from tests.unit.pictures_samples import (
    FUNNEL,
    LINK,
    POSTER,
    PROGRESS,
    opened,
    printed,
    read_code,
)

if TYPE_CHECKING:
    from bot.gateways.pictures.request import Drawing

Draw = Callable[["Drawing"], bytes]
Colour = tuple[int, int, int]
A4 = (595.3, 841.9)
ACCENT: Colour = (0x1A, 0x55, 0x96)
NOT_BEGUN: Colour = (0xC3, 0xCC, 0xD5)
BEGUN: Colour = (0x7F, 0xB2, 0xDC)
WAITING: Colour = (0xC4, 0x76, 0x1B)
DONE: Colour = (0x14, 0x69, 0x5B)
TALKATIVE = "Межрегиональная распределительная компания Северо-Запада, $USD$ и Ко, " * 4


@pytest.fixture(scope="module", autouse=True)
def _folder_for_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLCONFIGDIR", str(tmp_path_factory.mktemp("matplotlib")))
        yield


@pytest.fixture(scope="module")
def draw(_folder_for_fonts: None) -> Draw:
    """Through the form in which a request travels."""
    from bot.gateways.pictures.drawing import draw  # noqa: PLC0415 - after its folder is set
    from bot.gateways.pictures.request import from_json, to_json  # noqa: PLC0415

    return lambda drawing: draw(from_json(to_json(drawing)))


def lengths(picture: Image.Image, colour: Colour) -> list[int]:
    """How much of the colour the fullest line of each bar holds, from the top."""
    width, height = picture.size
    counts = [
        sum(count for count, seen in line.getcolors(width) or [] if seen == colour)
        for line in (picture.crop((0, y, width, y + 1)) for y in range(height))
    ]
    return [max(bar) for coloured, bar in groupby(counts, bool) if coloured]


def margins_are_white(picture: Image.Image, margin: int) -> bool:
    width, height = picture.size
    inner = (margin, margin // 2, width - margin, height - margin // 2)
    around = picture.convert("L").point(lambda level: 255 - level)
    around.paste(0, inner)
    return around.getbbox() is None


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[0].get_textpage().get_text_bounded()
        return " ".join(text.split())


def test_bars_of_a_funnel_are_as_long_as_their_counts(draw: Draw) -> None:
    longest, half = lengths(opened(draw(FUNNEL)), ACCENT)
    assert longest > 900
    assert half == pytest.approx(longest / 2, abs=12)


def test_sixteen_steps_fit_a_portrait(draw: Draw) -> None:
    bars = tuple(Bar(f"Шаг {number} {TALKATIVE}", 10**7 - number, "100 %") for number in range(16))
    picture = opened(draw(Funnel(TALKATIVE, TALKATIVE, bars, "")))
    assert picture.width == 1080
    assert 1080 <= picture.height <= 1080 * 1.5
    assert margins_are_white(picture, 40)


@pytest.mark.parametrize("bars", [(), (Bar("Согласие", 0, "0 %"),)])
def test_a_funnel_of_nobody_says_so_without_bars(draw: Draw, bars: tuple[Bar, ...]) -> None:
    silent, telling = (draw(replace(FUNNEL, bars=bars, empty=empty)) for empty in ("", "Пусто"))
    assert silent != telling
    assert lengths(opened(telling), ACCENT) == []


def test_parts_of_a_company_are_drawn_in_proportion(draw: Draw) -> None:
    picture = opened(draw(PROGRESS))
    bars = [lengths(picture, colour)[0] for colour in (NOT_BEGUN, WAITING, DONE)]
    assert bars == [pytest.approx(984 * share, abs=8) for share in (0.3, 0.1, 0.6)]


def test_one_person_among_thousands_is_still_seen(draw: Draw) -> None:
    parts = (Part("Не начали", 0), Part("В процессе", 1), Part("Готово", 99_999))
    picture = opened(draw(replace(PROGRESS, parts=parts)))
    alone = lengths(picture, BEGUN)[0]
    assert alone >= 8
    assert margins_are_white(picture, 40)


def test_a_company_of_nobody_says_so(draw: Draw) -> None:
    nobody = replace(PROGRESS, parts=(Part("Готово", 0),))
    assert draw(nobody) != draw(replace(nobody, empty=""))


def test_the_same_content_gives_the_same_file(draw: Draw) -> None:
    assert draw(POSTER) == draw(POSTER)
    assert draw(FUNNEL) == draw(FUNNEL)


def test_the_poster_is_one_a4_page_with_real_text(draw: Draw) -> None:
    pdf = draw(POSTER)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(A4, abs=0.5)
        assert document.get_metadata_value("Title") == POSTER.heading


def test_the_text_of_a_poster_is_read_from_top_to_bottom(draw: Draw) -> None:
    first, second, third = POSTER.steps
    assert words(draw(POSTER)) == (
        f"{POSTER.insurer} {POSTER.heading} {POSTER.company} {POSTER.link_in_words} "
        f"1 {first} 2 {second} 3 {third} {POSTER.contact} {POSTER.footer}"
    )


def test_the_code_on_a_printed_poster_opens_the_link(draw: Draw) -> None:
    assert read_code(printed(draw(POSTER)))[0] == LINK


def test_a_poster_read_on_a_screen_opens_the_link_by_a_tap(draw: Draw) -> None:
    assert f"/URI ({LINK})".encode() in draw(POSTER)


def test_long_texts_stay_on_the_poster_and_the_link_whole(draw: Draw) -> None:
    link = f"https://t.me/a_bot_with_a_long_name_of_32_bot?start={'AbC-dEf_' * 8}"
    pdf = draw(
        replace(
            POSTER,
            heading=TALKATIVE,
            company=TALKATIVE,
            link=link,
            link_in_words=link,
            steps=(TALKATIVE, TALKATIVE, TALKATIVE),
            contact=TALKATIVE,
            footer=TALKATIVE,
            insurer=TALKATIVE,
        )
    )
    page = printed(pdf)
    assert margins_are_white(page, page.width * 19 // 210)
    assert read_code(page)[0] == link
    assert link in words(pdf).replace(" ", "")
    assert "$USD$" in words(pdf)


def test_lines_of_a_long_poster_do_not_overlap(draw: Draw) -> None:
    pdf = draw(replace(POSTER, heading=TALKATIVE, company=TALKATIVE, steps=(TALKATIVE,) * 3))
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(index) for index in range(page.count_rects())]
    for one in boxes:
        for other in boxes:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert one == other or across <= 1 or down <= 1


def test_signs_that_the_font_lacks_do_not_stop_the_poster(draw: Draw) -> None:
    assert "Ромашка \ufffd\ufffd № 1" in words(draw(replace(POSTER, company="Ромашка 🌼花 № 1")))


@given(text=st.text(max_size=80), width=st.integers(60, 400), height=st.integers(20, 90))
def test_any_text_fits_its_place(text: str, width: int, height: int) -> None:
    from bot.gateways.pictures.lettering import Face, fitted  # noqa: PLC0415 - see `draw`

    block = fitted(text, Face.REGULAR, (24, 20, 16), width, height)
    assert block.width <= width + 0.01
    assert block.height <= height
    assert block.lines or not text.strip(" \t\r\n")


def test_a_short_word_stays_with_the_next_and_a_dash_with_the_one_before() -> None:
    from bot.gateways.pictures.lettering import Face, fitted  # noqa: PLC0415 - see `draw`

    lines = fitted("Кабинет — за 3 минуты в чате", Face.BOLD, (20,), 160, 200).lines
    assert lines == ("Кабинет —", "за 3 минуты", "в чате")
