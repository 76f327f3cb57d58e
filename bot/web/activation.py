"""The pages of the mailed link, PUBLIC_URL/a/<token>: GET only looks, the button's POST activates.

The link must work without a script, so the token is in the path: there is no access log, errors
name the route's template, and no page links to anything that would get it as a referrer.

Status codes: 200 for ready, activated and already active (a repeated press is no error); 404 for
expired, replaced and unknown alike; 429 for a limit.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.use_cases.ports.web import ActivationState
from bot.web.connection import ServerLimits
from bot.web.pages import Pages
from bot.web.security import PublicOrigin, read_body, require_type
from bot.web.visitors import BadTokens, visitor

TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits in base64url without padding (RFC 4648, 5)."""
BODY_LIMIT = 4096
WAIT_SECONDS = 60

LIVE = frozenset(
    {ActivationState.READY, ActivationState.ACTIVATED, ActivationState.ALREADY_ACTIVE}
)


class Activation(Protocol):
    """Activation by a token; safe to call from many requests at once."""

    async def look(self, token: str) -> ActivationState:
        """Tell what the token is good for and change nothing; never ACTIVATED."""
        ...

    async def activate(self, token: str) -> ActivationState:
        """Activate the account if the token is ready: ACTIVATED exactly once; never READY."""
        ...


@dataclass(frozen=True, slots=True)
class ActivationPages:
    """The two handlers of /a/{token}."""

    activation: Activation
    pages: Pages
    origin: PublicOrigin
    bad_tokens: BadTokens
    trusted_proxies: int
    limits: ServerLimits

    async def show(self, request: web.Request) -> web.Response:
        """Answer GET and HEAD; mail scanners open links, so nothing happens here."""
        self.origin.require_host(request)
        return self._page(await self._ask(self.activation.look, request))

    async def press(self, request: web.Request) -> web.Response:
        """Answer POST, the button."""
        self.origin.require_host(request)
        self.origin.require_own_page(request)
        require_type(request, "application/x-www-form-urlencoded")
        await read_body(request, BODY_LIMIT, self.limits.body_seconds)
        return self._page(await self._ask(self.activation.activate, request))

    async def _ask(
        self, question: Callable[[str], Awaitable[ActivationState]], request: web.Request
    ) -> ActivationState:
        token = request.match_info["token"]
        state = ActivationState.UNKNOWN
        if TOKEN_FORM.fullmatch(token):
            async with asyncio.timeout(self.limits.answer_seconds):
                state = await question(token)
        if state is ActivationState.UNKNOWN:
            self._count_bad(visitor(request, self.trusted_proxies))
        return state

    def _count_bad(self, who: str) -> None:
        if seconds := self.bad_tokens.wait(who):
            raise _too_many(seconds)
        self.bad_tokens.count(who)

    def _page(self, state: ActivationState) -> web.Response:
        if state is ActivationState.TOO_MANY:
            raise _too_many(WAIT_SECONDS)
        return self.pages.activation(state, status=200 if state in LIVE else 404)


def _too_many(seconds: int) -> web.HTTPTooManyRequests:
    return web.HTTPTooManyRequests(headers={"Retry-After": str(seconds)})
