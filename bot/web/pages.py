"""The HTML pages: the same for everybody."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.use_cases.ports.web import ActivationState

TEMPLATES = Path(__file__).parent / "templates"

SOMEWHERE = "https://t.me/"
"""Stands for the chat while the texts are tried."""
Text = Callable[..., str]
"""The text of an id with its named arguments, as plain text: the template escapes."""


def _nowhere() -> None:
    """There is no chat to go back to."""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What the pages say about the insurer; an address that is None hides its link.

    Attributes:
        chat_url: the chat with the bot, https://t.me/…; None until Telegram has told its name.
    """

    insurer_name: str
    insurer_phone: str | None = None
    cabinet_url: str | None = None
    chat_url: Callable[[], str | None] = _nowhere


class Offer(StrEnum):
    """The one thing that a page invites to."""

    ACTIVATE = "activate"
    CABINET = "cabinet"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class View:
    """One page: ids of its texts, its sign and its offer."""

    topic: str
    title: str
    lead: str
    sign: str
    offer: Offer


STATES = {
    ActivationState.READY: View(
        "web-topic", "web-ready-title", "web-ready-lead", "letter", Offer.ACTIVATE
    ),
    ActivationState.ACTIVATED: View(
        "web-greeting", "web-activated-title", "web-activated-lead", "done", Offer.CABINET
    ),
    ActivationState.ALREADY_ACTIVE: View(
        "web-topic", "web-active-title", "web-active-lead", "done", Offer.CABINET
    ),
    ActivationState.EXPIRED: View(
        "web-topic", "web-expired-title", "web-expired-lead", "clock", Offer.CHAT
    ),
    ActivationState.REPLACED: View(
        "web-topic", "web-replaced-title", "web-replaced-lead", "letter", Offer.CHAT
    ),
    ActivationState.OUTDATED: View(
        "web-topic", "web-outdated-title", "web-outdated-lead", "letter", Offer.CHAT
    ),
    ActivationState.UNKNOWN: View(
        "web-topic", "web-unknown-title", "web-unknown-lead", "letter", Offer.CHAT
    ),
    ActivationState.TOO_MANY: View(
        "web-topic", "web-wait-title", "web-wait-lead", "clock", Offer.CHAT
    ),
}
NOT_FOUND = View("web-topic", "web-missing-title", "web-missing-lead", "letter", Offer.CHAT)
REFUSED = View("web-topic", "web-refused-title", "web-refused-lead", "letter", Offer.CHAT)
UNAVAILABLE = View("web-topic", "web-fault-title", "web-fault-lead", "clock", Offer.CHAT)


class Pages:
    """All pages; a missing text fails here and not before a person."""

    def __init__(self, text: Text, info: PageInfo) -> None:
        sheet = (TEMPLATES / "page.css").read_text(encoding="utf-8")
        self.style_hash = _source_hash(sheet)
        style = Markup(sheet)  # noqa: S704 - our own file, hashed as it stands
        template, shared = _template(), {"text": text, "info": info, "style": style, "dial": _dial}

        def draw(view: View, chat_url: str | None) -> str:
            return template.render(view=view, chat_url=chat_url, **shared)

        self._draw, self._chat_url = draw, info.chat_url
        for view in (*STATES.values(), NOT_FOUND, REFUSED, UNAVAILABLE):
            draw(view, SOMEWHERE)

    def activation(self, state: ActivationState, status: int) -> web.Response:
        """Return the page of a token's state."""
        return self._page(STATES[state], status)

    def failure(self, status: int) -> web.Response:
        """Return the page of an HTTP error; it says nothing of what was asked for."""
        if status == 404:
            return self._page(NOT_FOUND, status)
        if status == 429:
            return self._page(STATES[ActivationState.TOO_MANY], status)
        return self._page(REFUSED if status < 500 else UNAVAILABLE, status)

    def _page(self, view: View, status: int) -> web.Response:
        html = self._draw(view, self._chat_url())
        return web.Response(text=html, status=status, content_type="text/html")


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _source_hash(style: str) -> str:
    """Return the hash by which CSP admits an inline element (CSP Level 3, hash-source)."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _dial(phone: str) -> str:
    """Return a phone number as a tel: link takes it (RFC 3966)."""
    return re.sub(r"[^\d+]", "", phone)
