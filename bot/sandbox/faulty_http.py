"""An HTTP server on the loopback address that fails when told to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

HOST = "127.0.0.1"
Method = Callable[[str], Mapping[str, object]]
"""Takes the form as it came, still encoded, and gives the JSON to answer with."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How one request fails.

    Attributes:
        accepts: the method runs all the same, and only its answer is lost.
        body: what comes instead of the answer.
        status: the HTTP status that comes with it.
        cut: the connection breaks instead of any answer.
        hangs: no answer comes until the server closes.
    """

    accepts: bool = False
    body: str = ""
    status: int = 200
    cut: bool = False
    hangs: bool = False


class FaultyHttp:
    """Serves methods by path; each fault told to it hits one request of its path."""

    def __init__(self, methods: Mapping[str, Method]) -> None:
        self._methods = methods
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.port = 0

    def fail(self, path: str, fault: Fault) -> None:
        """Let the next request of the path, after those already told, fail so."""
        self._faults[path].append(fault)

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        app = web.Application()
        for path in self._methods:
            app.router.add_route("*", path, self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Release what hangs and stop listening."""
        self._closing.set()
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        form = await request.text() or request.query_string
        method, faults = self._methods[request.path], self._faults[request.path]
        if not faults:
            return web.json_response(method(form))
        fault = faults.popleft()
        if fault.accepts:
            method(form)
        if fault.hangs:
            await self._closing.wait()
        if request.transport and (fault.cut or fault.hangs):
            request.transport.abort()
        return web.Response(text=fault.body, status=fault.status)
