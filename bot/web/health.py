"""For the operator's monitoring: /healthz and /metrics."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.web.visitors import address

log = structlog.get_logger("bot.web")

SIGNS_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class Reachable(Protocol):
    """The database, as far as monitoring cares."""

    async def ping(self) -> None:
        """Return if one trivial statement could be run; any exception means that it is away."""
        ...


@dataclass(frozen=True, slots=True)
class Health:
    """Alive, and the database answers: 200, else 503; no details, for anybody may ask."""

    database: Reachable
    seconds: float = 2.0

    async def handle(self, _request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self.seconds):
                await self.database.ping()
        except Exception as error:  # noqa: BLE001 - any failure of the driver means "away"
            log.warning("database away", error=type(error).__name__)
            return web.json_response({"status": "unavailable"}, status=503)
        return web.json_response({"status": "ok"})


@dataclass(frozen=True, slots=True)
class Metrics:
    """Numbers for Prometheus, for this machine only unless `public`."""

    registry: CollectorRegistry
    public: bool = False

    async def handle(self, request: web.Request) -> web.Response:
        if not (self.public or _is_local(request)):
            raise web.HTTPNotFound
        return web.Response(
            body=generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )


def _is_local(request: web.Request) -> bool:
    """Tell a caller on this machine from a stranger whom a proxy on this machine lets through."""
    peer = address(request.remote or "")
    through_a_proxy = any(name in request.headers for name in SIGNS_OF_A_PROXY)
    return peer is not None and peer.is_loopback and not through_a_proxy
