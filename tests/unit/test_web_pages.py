"""The pages as documents: links only where there is something behind them, readable for all."""

import re
from dataclasses import replace

import pytest

from bot.use_cases.ports.web import ActivationState
from bot.web.pages import TEMPLATES, PageInfo, Pages
from tests.unit.web_site import INFO, texts

CSS = (TEMPLATES / "page.css").read_text(encoding="utf-8")


def page(state: ActivationState, info: PageInfo = INFO) -> str:
    text = Pages(texts().plain, info).activation(state, 200).text
    assert text is not None
    return text


@pytest.mark.parametrize("state", list(ActivationState))
def test_every_state_has_a_russian_page_with_one_heading(state: ActivationState) -> None:
    html = page(state)
    assert '<html lang="ru">' in html
    assert html.count("<h1>") == 1
    assert html.count("<main>") == 1
    assert 'name="viewport" content="width=device-width' in html


@pytest.mark.parametrize("state", list(ActivationState))
def test_links_without_an_address_are_hidden(state: ActivationState) -> None:
    html = page(state, PageInfo(insurer_name="СК «Пример»"))
    assert "<a " not in html
    assert "личный кабинет</a>" not in html
    assert "None" not in html


def test_the_insurers_name_and_phone_are_shown_and_escaped() -> None:
    html = page(ActivationState.READY)
    assert "СК «Пример &amp; Ко»" in html
    assert '<a href="tel:+78000000000">+7 (800) 000-00-00</a>' in html


def test_links_to_the_cabinet_appear_only_when_the_account_works() -> None:
    with_links = {state for state in ActivationState if "lk.example" in page(state)}
    assert with_links == {ActivationState.ACTIVATED, ActivationState.ALREADY_ACTIVE}


def test_the_way_back_to_the_chat_stands_beside_the_ways_into_the_cabinet() -> None:
    back = '<a class="{}" href="https://t.me/example_bot" rel="noreferrer">Вернуться в чат</a>'
    assert back.format("more") in page(ActivationState.ACTIVATED)
    assert back.format("action") in page(ActivationState.EXPIRED)
    assert "t.me" not in page(ActivationState.READY)


def test_the_way_back_appears_as_soon_as_the_bots_name_is_known() -> None:
    known: list[str] = []
    info = replace(INFO, chat_url=lambda: known[0] if known else None)
    pages = Pages(texts().plain, info)
    assert "Вернуться в чат" not in (pages.failure(404).text or "")
    known.append("https://t.me/example_bot")
    assert "Вернуться в чат" in (pages.failure(404).text or "")


def test_every_text_is_used_and_every_text_used_exists() -> None:
    used: set[str] = set()

    def text(message_id: str) -> str:
        used.add(message_id)
        return texts().plain(message_id)

    Pages(text, INFO)
    assert used == {name for name in texts().ids() if name.startswith("web-")}


def test_a_missing_text_stops_the_start() -> None:
    def text(message_id: str) -> str:
        raise LookupError(message_id)

    with pytest.raises(LookupError):
        Pages(text, INFO)


def test_no_width_of_the_layout_exceeds_the_smallest_phone() -> None:
    fixed = re.findall(r"(?<![a-z-])(?:min-)?width:\s*([\d.]+)(rem|px)", CSS)
    assert all(float(size) * (16 if unit == "rem" else 1) <= 320 for size, unit in fixed)
    assert "overflow-wrap: anywhere" in CSS


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "card"),
        ("ink", "ground"),
        ("quiet", "card"),
        ("quiet", "ground"),
        ("accent", "ground"),
        ("accent", "card"),
        ("on-accent", "accent"),
    ],
)
def test_text_stands_out_from_its_ground(scheme: int, ink: str, ground: str) -> None:
    colours = {name: re.findall(rf"--{name}: (#\w{{6}})", CSS)[scheme] for name in (ink, ground)}
    light, dark = sorted((luminance(colour) for colour in colours.values()), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
