"""The pages in a real Chromium: without scripts, on the smallest phone, in the dark."""

import shutil
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from bot.use_cases.ports.web import ActivationState
from bot.web.server import build, start
from tests.unit.web_site import TOKEN, FakeActivation, parts

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        await opened.close()


@pytest.fixture
async def activation() -> FakeActivation:
    return FakeActivation()


@pytest.fixture
async def address(activation: FakeActivation) -> AsyncIterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    listening = await start(build(parts(public_url=url, activation=activation)), "127.0.0.1", port)
    yield url
    await listening.stop()


async def test_a_person_without_scripts_activates_with_one_press_of_a_key(
    browser: Browser, address: str, activation: FakeActivation
) -> None:
    page = await browser.new_page(java_script_enabled=False)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    await page.goto(f"{address}/a/{TOKEN}")
    assert activation.activations == 0
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("Ваша учётная запись успешно активирована.").wait_for()
    await page.reload()
    await page.get_by_text("уже активирована").first.wait_for()
    assert activation.activations == 1
    assert complaints == []


async def test_a_form_on_another_site_cannot_press_the_button(
    browser: Browser, address: str, activation: FakeActivation
) -> None:
    page = await browser.new_page()
    await page.goto("data:text/html,<p>elsewhere</p>")
    await page.set_content(f'<form method="post" action="{address}/a/{TOKEN}"><button>x</button>')
    async with page.expect_navigation() as arrival:
        await page.get_by_role("button").click()
    response = await arrival.value
    assert response is not None
    assert response.status == 403
    assert activation.activations == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_the_smallest_phone(
    browser: Browser, address: str, activation: FakeActivation, scheme: Any
) -> None:
    context = await browser.new_context(
        viewport={"width": 320, "height": 568}, color_scheme=scheme
    )
    page = await context.new_page()
    for state in ActivationState:
        activation.states[TOKEN] = state
        await page.goto(f"{address}/a/{TOKEN}")
        assert await page.evaluate("document.scrollingElement.scrollWidth") == 320
        styled = "getComputedStyle(document.querySelector('main')).display"
        assert await page.evaluate(styled) == "flex"
