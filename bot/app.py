"""The composition root: the only place that knows everybody."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

from bot.core import Behaviour, Core, Store, build_bot, build_core
from bot.intake.polling import Polling
from bot.intake.webhook import PATH, WebhookSource
from bot.lifecycle import Source
from bot.limits import Limits
from bot.settings import Settings
from bot.texts import Texts
from bot.web import server
from bot.web.pages import PageInfo
from bot.web.server import WebParts
from bot.web.webhook import Webhook
from handlers.conversation import RegistrationTalk, build_dispatcher
from handlers.rendering import Renderer
from handlers.screens import Insurer, Screens
from storage.engine import open_database
from storage.keys import Keyring

LOCALES = Path(__file__).parent.parent / "locales" / "ru"


@dataclass(frozen=True, slots=True)
class App:
    """One process: the machinery, where updates come from, and the pages.

    Attributes:
        alone: no other process may use the same database.
    """

    core: Core
    source: Source
    web: web.Application
    settings: Settings
    alone: bool

    @asynccontextmanager
    async def pages(self) -> AsyncIterator[None]:
        """Serve the pages while the body runs."""
        listening = await server.start(self.web, self.settings.http_host, self.settings.http_port)
        try:
            yield
        finally:
            await listening.stop()


def build(settings: Settings, limits: Limits, ready: Callable[[], None]) -> App:
    """Wire everything for one process; connects to nothing yet."""
    store = Store.over(open_database(settings.database_url), Keyring.of(settings.keys))
    texts = Texts.load(LOCALES)
    core = _core(settings, limits, store, texts)
    secret = store.keys.secret("webhook").hex()
    url = f"{settings.public_url}{PATH}"
    source: Source = (
        WebhookSource(core.bot, url, secret, ready)
        if settings.webhook
        else Polling(core.bot, core.intake, ready)
    )
    pages = server.build(_web_parts(settings, core, texts, secret))
    alone = store.database.is_sqlite or not settings.webhook
    return App(core, source, pages, settings, alone)


def _core(settings: Settings, limits: Limits, store: Store, texts: Texts) -> Core:
    assert settings.bot_token is not None  # noqa: S101 - settings and sandbox see to it
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    screens = Screens(insurer(settings), texts.plain)
    handler = RegistrationTalk(
        bot=bot,
        dispatcher=build_dispatcher(texts=texts, screens=screens),
        renderer=Renderer(texts, screens),
        remember=store.conversations.remember,
        clock=store.clock,
    )
    return build_core(store, bot, Behaviour(handler, {}, {}), limits)


def _web_parts(settings: Settings, core: Core, texts: Texts, secret: str) -> WebParts:
    metrics = CollectorRegistry()
    unreadable = Counter("webhook_unreadable", "Bodies that are no update", registry=metrics)
    return WebParts(
        public_url=settings.public_url,
        text=texts.plain,
        info=PageInfo(
            insurer_name=settings.insurer_name or "",
            insurer_phone=settings.insurer_phone,
            cabinet_url=settings.cabinet_url,
        ),
        webhook=Webhook(PATH, secret, core.intake.take_and_settle, unreadable.inc)
        if settings.webhook
        else None,
    )


def insurer(settings: Settings) -> Insurer:
    """Return the insurer as the settings name it."""
    return Insurer(
        name=settings.insurer_name or "",
        legal_name=settings.insurer_legal_name or "",
        address=settings.insurer_address or "",
        licence=settings.insurer_licence or "",
        phone=settings.insurer_phone or "",
        site=settings.insurer_site or "",
        privacy_url=settings.privacy_url or "",
        cabinet_url=settings.cabinet_url,
        cabinet_reset_url=settings.cabinet_reset_url,
    )
