"""The page of the sandbox in a real browser, as a person uses it."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # milliseconds
SIZES = {"desktop": (1440, 900), "phone": (360, 740)}
PICTURES = os.environ.get("SCREENSHOTS")
"""The folder to which README's pictures go; none are made without it."""


@asynccontextmanager
async def chromium(executable: str) -> AsyncIterator[Browser]:
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class ChatPage:
    """One tab; `errors` holds what the browser complained about."""

    page: Page
    size: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def is_phone(self) -> bool:
        return self.size == "phone"

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("textbox", name="Сообщение")

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".message:not(.leaving) .bubble", has_text=text).last

    async def sees(self, text: str) -> Locator:
        bubble = self.bubble(text)
        await bubble.wait_for()
        return bubble

    async def misses(self, text: str) -> None:
        await self.bubble(text).wait_for(state="detached")

    async def starts(self) -> None:
        await self.page.get_by_role("button", name="Начать", exact=True).click()
        await self.sees("/start")

    async def types(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    async def clicks(self, caption: str) -> None:
        """Press the newest button with this caption under a message."""
        await self.page.locator(".inline-row").get_by_text(caption, exact=True).last.click()

    async def answers(self, label: str) -> None:
        """Tap the sample person's answer to the question of this label."""
        caption = self.page.locator("small", has_text=re.compile(f"^{re.escape(label)}$"))
        place = "#strip" if self.is_phone else "#samples"
        await self.page.locator(f"{place} .chip", has=caption).click()

    async def attaches(self, what: str) -> None:
        await self.page.get_by_role("button", name="Прикрепить").click()
        await self.page.get_by_role("menuitem", name=what).click()

    async def becomes(self, name: str) -> None:
        """Turn to the Telegram user of this name."""
        await self.page.locator("#who").click()
        await self.page.get_by_role("dialog").get_by_role("button", name=name).click()

    async def tries(self, command: str) -> None:
        """Tap what an empty chat proposes."""
        await self.page.locator("#intro").get_by_role("button", name=command).first.click()

    async def poses(self, topic: str) -> None:
        """Leave a picture of the page for README, if wanted."""
        if PICTURES:
            await self.page.mouse.move(0, 0)
            await self.page.locator("#toast.shown").wait_for(state="detached")
            await self.page.screenshot(path=Path(PICTURES, f"{topic}-{self.size}.png"))

    async def acts_on(self, bubble: Locator, what: str) -> None:
        """Choose from the menu of a message."""
        await bubble.click(button="right", position={"x": 8, "y": 8})
        await self.page.get_by_role("menuitem", name=what).click()

    async def opens(self, tab: str) -> None:
        """Turn to a section; a wide screen shows all of them."""
        if self.is_phone:
            await self.page.locator("#tabs button", has_text=tab).click()

    async def overflow(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        width: int = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)
