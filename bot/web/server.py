"""The one HTTP server: built from whatever parts the settings ask for."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web
from yarl import URL

from bot.web.activation import Activation, ActivationPages
from bot.web.connection import Connection, ServerLimits
from bot.web.health import Health, Metrics
from bot.web.pages import PageInfo, Pages, Text
from bot.web.security import (
    Failure,
    PublicOrigin,
    errors_as_pages,
    security_headers,
)
from bot.web.visitors import BadTokens
from bot.web.webhook import Webhook

FAILURE: web.AppKey[Failure] = web.AppKey("FAILURE")
LIMITS = web.AppKey("LIMITS", ServerLimits)


@dataclass(frozen=True, slots=True)
class WebParts:
    """What the server serves; a part that is None has no address.

    Pages and webhook stand under the path of `public_url`, health and metrics at the root.
    `trusted_proxies` is the number of our own proxies in front that append to X-Forwarded-For.
    """

    public_url: str
    text: Text
    info: PageInfo
    activation: Activation | None = None
    webhook: Webhook | None = None
    health: Health | None = None
    metrics: Metrics | None = None
    trusted_proxies: int = 0
    bad_tokens: BadTokens = field(default_factory=BadTokens)
    limits: ServerLimits = field(default_factory=ServerLimits)


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that accepts connections."""

    port: int
    _runner: web.AppRunner
    _server: asyncio.Server

    async def stop(self) -> None:
        """Accept nobody any more, let running requests end, cut them after `stop_seconds`."""
        self._server.close()
        await self._runner.cleanup()


def build(parts: WebParts) -> web.Application:
    """Make the application; a text that is missing fails here."""
    pages = Pages(parts.text, parts.info)
    headers = security_headers(parts.public_url, pages.style_hash)

    async def on_prepare(_request: web.Request, answer: web.StreamResponse) -> None:
        answer.headers.update(headers)

    def outside_the_app(status: int) -> web.Response:
        answer = pages.failure(status)
        answer.headers.update(headers)
        return answer

    app = web.Application(middlewares=[errors_as_pages(pages.failure)])
    app.on_response_prepare.append(on_prepare)
    app[FAILURE], app[LIMITS] = outside_the_app, parts.limits
    _add_routes(app.router, parts, pages)
    return app


def _add_routes(router: web.UrlDispatcher, parts: WebParts, pages: Pages) -> None:
    base = URL(parts.public_url).path.rstrip("/")
    if parts.activation is not None:
        door = ActivationPages(
            parts.activation,
            pages,
            PublicOrigin.of(parts.public_url),
            parts.bad_tokens,
            parts.trusted_proxies,
            parts.limits,
        )
        router.add_get(f"{base}/a/{{token}}", door.show)
        router.add_post(f"{base}/a/{{token}}", door.press)
    if parts.webhook is not None:
        router.add_post(f"{base}{parts.webhook.path}", parts.webhook.handle)
    if parts.health is not None:
        router.add_get("/healthz", parts.health.handle)
    if parts.metrics is not None:
        router.add_get("/metrics", parts.metrics.handle)


async def start(app: web.Application, host: str, port: int) -> Listening:
    """Listen; port 0 takes a free one."""
    limits, failure = app[LIMITS], app[FAILURE]
    # A request is given this time twice: to end by itself, and after its body was broken off.
    runner = web.AppRunner(app, shutdown_timeout=limits.stop_seconds / 2)
    await runner.setup()
    http = runner.server
    assert http is not None  # noqa: S101 - set by setup()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(http, limits, failure), host, port
    )
    return Listening(server.sockets[0].getsockname()[1], runner, server)
