"""One process of the bot, wired from the settings."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.app.administration import Surroundings
from bot.app.given import Given
from bot.app.outside import Outside, open_outside
from bot.app.pages import build_pages, webhook_secret
from bot.app.repositories import Repositories
from bot.app.talking import build_behaviour
from bot.app.use_cases import Ground, build_use_cases
from bot.core import Clock, Core, Store, build_bot, build_core, utc_now
from bot.intake.polling import Polling
from bot.intake.webhook import PATH, WebhookSource
from bot.lifecycle import Source, serve
from bot.limits import Limits
from bot.meters import Meters
from bot.recent_errors import RecentErrors
from bot.settings import Settings, SettingsError
from bot.texts import LOCALES, Texts
from bot.upkeep.housekeeper import Housekeeper
from bot.upkeep.introduction import Introduction
from bot.upkeep.key_watch import KeyWatch
from bot.upkeep.username import Username
from bot.web import server
from storage.engine import open_database
from storage.housekeeping import Housekeeping
from storage.keys import Keyring


@dataclass(frozen=True, slots=True)
class App:
    """The machinery, where updates come from, and the pages.

    Attributes:
        alone: no other process may use the same database.
    """

    core: Core
    source: Source
    housekeeper: Housekeeper
    username: Username
    key_watch: KeyWatch
    introduction: Introduction
    outside: Outside
    web: web.Application
    settings: Settings
    alone: bool

    async def run(self, stop: asyncio.Event) -> None:
        """Serve pages and conversation until `stop` is set."""
        async with self.outside.closing, self._pages():
            background = (
                self.housekeeper.run,
                self.username.learn,
                self.introduction.run,
                self.key_watch.look,
            )
            await serve(self.core, self.source, stop, background, alone=self.alone)

    @asynccontextmanager
    async def _pages(self) -> AsyncIterator[None]:
        host, port = self.settings.http_host, self.settings.http_port
        try:
            listening = await server.start(self.web, host, port)
        except OSError as error:
            msg = f"HTTP_HOST, HTTP_PORT: открыть {host}:{port} не получилось: {error.strerror}"
            raise SettingsError(msg) from None
        try:
            yield
        finally:
            await listening.stop()


def build(  # noqa: PLR0913 - what differs between a real run and a test
    settings: Settings,
    limits: Limits,
    ready: Callable[[], None],
    *,
    clock: Clock = utc_now,
    texts: Texts | None = None,
    errors: RecentErrors | None = None,
) -> App:
    """Wire everything for one process, inside a running loop; connects to nothing yet.

    Args:
        texts: loaded before; None loads them, which takes about a second.
        errors: what the log has told lately, for /health.

    Raises:
        SettingsError: a setting is wrong in a way that only its user knows.
    """
    store = Store.over(open_database(settings.database_url), Keyring.of(settings.keys), clock)
    texts = texts or Texts.load(LOCALES, limits)
    meters = Meters.on(CollectorRegistry())
    outside = open_outside(settings, texts, store.clock, meters)
    kept = Repositories.over(store)
    given = Given(settings, limits, texts)
    bot = build_bot(settings.token, settings.telegram_api_url)
    username, around = Username(bot), Surroundings(errors or RecentErrors(), meters.registry)
    use_cases = build_use_cases(Ground(store, kept, given, outside, bot, username.link, around))
    activate = use_cases.accounts.activate_by_token
    core = build_core(store, bot, build_behaviour(store, bot, given, use_cases), limits, meters)
    return App(
        core=core,
        source=_source(settings, core, ready),
        housekeeper=_housekeeper(store, core, limits, meters),
        username=username,
        key_watch=KeyWatch(store.database, store.keys),
        introduction=Introduction(bot, texts, kept.hr_people, settings.admin_ids),
        outside=outside,
        web=build_pages(given, core, username, activate, meters.registry),
        settings=settings,
        alone=store.database.is_sqlite or not settings.webhook,
    )


def _source(settings: Settings, core: Core, ready: Callable[[], None]) -> Source:
    if settings.webhook:
        url = f"{settings.public_url}{PATH}"
        return WebhookSource(core.bot, url, webhook_secret(core), ready)
    return Polling(core.bot, core.intake, ready)


def _housekeeper(store: Store, core: Core, limits: Limits, meters: Meters) -> Housekeeper:
    housekeeping = Housekeeping(store.database)
    due = core.worker.due
    clocks = (store.clock, time.monotonic)
    return Housekeeper(housekeeping, store.jobs, *clocks, limits, due, meters)
