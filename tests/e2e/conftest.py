"""A browser for all tests of this ring, a sandbox and an open page for each."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.app.sample_registry import prepare_samples
from bot.texts import Texts
from tests.conftest import KEY, FakeClock
from tests.e2e.chat_page import CHROMIUM, SIZES, ChatPage, chromium
from tests.running_bot import RunningBot
from tests.unit.sandbox_visitor import KEPT, Visitor, insured, visiting


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM is not None
    async with chromium(CHROMIUM) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Visitor]:
    monkeypatch.chdir(tmp_path)
    KEPT.mkdir(parents=True)
    (KEPT / "keys").write_text(base64.b64encode(KEY).decode())
    async with visiting() as visitor:
        yield visitor


@pytest_asyncio.fixture(params=SIZES, loop_scope="session")
async def chat(
    request: pytest.FixtureRequest, browser: Browser, visitor: Visitor
) -> AsyncIterator[ChatPage]:
    """Give the open page; whatever the browser complains about fails the test."""
    width, height = SIZES[request.param]
    page = await browser.new_page(
        viewport={"width": width, "height": height}, locale="ru-RU", reduced_motion="reduce"
    )
    chat = ChatPage(page, request.param)
    await page.goto(visitor.page)
    await page.get_by_role("button", name="Начать", exact=True).wait_for()
    yield chat
    assert await chat.overflow() == 0
    assert chat.errors == []
    await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def me(visitor: Visitor, chat: ChatPage) -> int:
    """Start the bot; gives the chat."""
    await chat.starts()
    return insured(await visitor.sees())


@pytest_asyncio.fixture(loop_scope="session")
async def bot(visitor: Visitor, texts: Texts) -> AsyncIterator[RunningBot]:
    await prepare_samples(visitor.world)
    bot = RunningBot(visitor.settings, FakeClock(datetime.now(UTC)), texts)
    await bot.start()
    yield bot
    await bot.stop()
