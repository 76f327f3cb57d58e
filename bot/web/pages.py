"""The HTML pages: the same for everybody, so they are drawn once, at the start."""

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

Text = Callable[..., str]
"""The text of an id with its named arguments, as plain text: the template escapes."""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What the pages say about the insurer; an address that is None hides its link."""

    insurer_name: str
    insurer_phone: str | None = None
    cabinet_url: str | None = None
    bot_url: str | None = None
    """The chat with the bot, https://t.me/…"""


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
    """All pages, ready to be sent; a missing text fails here and not before a person."""

    def __init__(self, text: Text, info: PageInfo) -> None:
        sheet = (TEMPLATES / "page.css").read_text(encoding="utf-8")
        self.style_hash = _source_hash(sheet)
        style = Markup(sheet)  # noqa: S704 - our own file, hashed as it stands
        template = _template()

        def draw(view: View) -> str:
            return template.render(text=text, info=info, view=view, style=style, dial=_dial)

        self._states = {state: draw(view) for state, view in STATES.items()}
        self._not_found, self._refused = draw(NOT_FOUND), draw(REFUSED)
        self._unavailable = draw(UNAVAILABLE)

    def activation(self, state: ActivationState, status: int) -> web.Response:
        """Return the page of a token's state."""
        return _page(self._states[state], status)

    def failure(self, status: int) -> web.Response:
        """Return the page of an HTTP error; it says nothing of what was asked for."""
        if status == 404:
            return _page(self._not_found, status)
        if status == 429:
            return _page(self._states[ActivationState.TOO_MANY], status)
        return _page(self._refused if status < 500 else self._unavailable, status)


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


def _page(html: str, status: int) -> web.Response:
    return web.Response(text=html, status=status, content_type="text/html")
