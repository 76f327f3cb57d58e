"""One client's connection: counted, cut when it stalls, and silent about what it could not parse.

aiohttp leaves a half-sent header open for an hour, a body and an unread answer for ever, has no
cap, and logs what its parser refused word for word.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import structlog
from aiohttp import web

from bot.web.security import Failure

log = structlog.get_logger("bot.web")


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """How long the server waits for whom, in seconds, and for how many at once.

    A head, or a body with what lingers after it, is cut within 10 s.
    """

    head_seconds: float = 9.0
    """From the connection's start, or its last answer, to complete headers."""
    body_seconds: float = 7.0
    linger_seconds: float = 2.0
    """For the rest of a body that is not wanted, so that the client can read the answer."""
    send_seconds: float = 10.0
    """For a client that does not read."""
    answer_seconds: float = 20.0
    """For the use case behind a page."""
    stop_seconds: float = 5.0
    connections: int = 512


class Connection(web.RequestHandler):
    """aiohttp's protocol with the limits it lacks; `failure` answers what cannot be parsed."""

    __slots__ = ("_failure", "_limits", "_server", "_stalled", "_wire")

    def __init__(self, server: web.Server, limits: ServerLimits, failure: Failure) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=limits.head_seconds,
            lingering_time=limits.linger_seconds,
            access_log=cast(Any, None),  # aiohttp's way to say none; it would hold the path
            auto_decompress=False,
        )
        self._server, self._limits, self._failure = server, limits, failure
        self._wire: asyncio.Transport | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._wire = cast(asyncio.Transport, transport)
        if len(self._server.connections) >= self._limits.connections:
            self._wire.abort()
            return
        self._wire.set_write_buffer_limits(high=0)
        super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._stop_waiting()
        self._wire = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Called as soon as anything is left to send: the client has some seconds to read it."""
        super().pause_writing()
        if self._wire is not None:
            loop = asyncio.get_running_loop()
            self._stalled = loop.call_later(self._limits.send_seconds, self._wire.abort)

    def resume_writing(self) -> None:
        self._stop_waiting()
        super().resume_writing()

    def _stop_waiting(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - repeats what the client sent
    ) -> web.StreamResponse:
        """Answer what never reached the application: a request that is not HTTP."""
        log.info("request not understood", status=status, error=type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError
        answer = self._failure(status)
        answer.force_close()
        return answer

    def log_exception(self, *args: Any, **kw: Any) -> None:  # noqa: ARG002 - may hold the path
        log.error("connection failed", error=type(kw.get("exc_info")).__name__)
