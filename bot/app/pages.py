"""The web server: activation pages, health, metrics, and the webhook where it is used."""

from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import select

from bot.app.given import Given
from bot.core import Core
from bot.intake.webhook import PATH
from bot.upkeep.username import Username
from bot.use_cases.activation.activate_by_token import ActivateByToken
from bot.web import server
from bot.web.health import Health, Metrics
from bot.web.pages import PageInfo
from bot.web.server import WebParts
from bot.web.webhook import Webhook
from storage.engine import Database


@dataclass(frozen=True, slots=True)
class Ping:
    """Tells the health page whether the database answers."""

    database: Database

    async def ping(self) -> None:
        async with self.database.reading() as connection:
            await connection.execute(select(1))


def build_pages(
    given: Given,
    core: Core,
    username: Username,
    activation: ActivateByToken,
    metrics: CollectorRegistry,
) -> web.Application:
    """Wire the pages."""
    settings, texts = given.settings, given.texts
    unreadable = Counter("webhook_unreadable", "Bodies that are no update", registry=metrics)
    webhook = Webhook(PATH, webhook_secret(core), core.intake.take_and_settle, unreadable.inc)
    parts = WebParts(
        public_url=settings.public_url,
        text=texts.plain,
        info=PageInfo(
            insurer_name=settings.insurer_name or "",
            insurer_phone=settings.insurer_phone,
            cabinet_url=settings.cabinet_url,
            chat_url=lambda: settings.chat_url or username.chat_url,
        ),
        activation=activation,
        webhook=webhook if settings.webhook else None,
        health=Health(Ping(core.store.database)),
        metrics=Metrics(metrics, settings.metrics_public),
        trusted_proxies=settings.trusted_proxies,
    )
    return server.build(parts)


def webhook_secret(core: Core) -> str:
    """Return what Telegram must show with every update (Bot API, setWebhook)."""
    return core.store.keys.secret("webhook").hex()
