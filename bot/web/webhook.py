"""Where Telegram delivers updates: 200 means that the update is committed.

Statuses other than 200 make Telegram deliver again, so they are for strangers (401, 415, 413,
408) and for our own trouble (500 with Retry-After). What Telegram itself sent and nobody can read
gets 200 and is counted: delivered again it would be no better, and hold its chat's queue up.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web

from bot.web.security import read_body, require_type, route

log = structlog.get_logger("bot.web")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
BODY_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Webhook:
    """The endpoint: a path, the secret given to setWebhook, and who takes the updates."""

    path: str
    """Under PUBLIC_URL, beginning with a slash."""
    secret: str = field(repr=False)
    accept: Callable[[dict[str, Any]], Awaitable[object]]
    """Returns when the update is committed; may raise when the database is away."""
    unreadable: Callable[[], object]
    """Called for each body that is no JSON object, such as `Counter.inc`."""
    commit_seconds: float = 20.0
    """Below the 60 s that Telegram waits."""
    body_seconds: float = 7.0
    retry_after: int = 5

    async def handle(self, request: web.Request) -> web.Response:
        self._require_secret(request)
        require_type(request, "application/json")
        update = _parsed(await read_body(request, BODY_LIMIT, self.body_seconds))
        if update is None:
            self.unreadable()
            log.error("unreadable update", route=route(request))
        else:
            await self._commit(update, request)
        return web.Response()

    def _require_secret(self, request: web.Request) -> None:
        """Compare bytes: compare_digest refuses text that is not ASCII."""
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            raise web.HTTPUnauthorized

    async def _commit(self, update: dict[str, Any], request: web.Request) -> None:
        try:
            async with asyncio.timeout(self.commit_seconds):
                await self.accept(update)
        except Exception as error:  # noqa: BLE001 - whatever it was, Telegram shall deliver again
            log.error("update not taken", route=route(request), error=type(error).__name__)
            raise web.HTTPInternalServerError(
                headers={"Retry-After": str(self.retry_after)}
            ) from None


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None
