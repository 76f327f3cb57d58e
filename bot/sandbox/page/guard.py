"""Nobody but the page itself talks to its server.

A page of another site can send requests to the loopback address, under a name of its own that
points there (DNS rebinding) or across origins: Host and Origin tell (RFC 9110 7.2, RFC 6454 7).
"""

from collections.abc import Mapping

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {sockets}; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""Of a mail's HTML: it may look as it likes and open links, nothing else."""
FILE_POLICY = (
    "default-src 'none'; img-src 'self' data:; object-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Of a picture or PDF in a tab of its own: the browser draws it with styles of its own."""

_READING = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})


class Guard:
    """Knows under which names the page is reached once its port is known."""

    def __init__(self, port: int) -> None:
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        sockets = " ".join(sorted(f"ws://{host}" for host in self._hosts))
        self._headers: Mapping[str, str] = {
            "Content-Security-Policy": _PAGE_POLICY.format(sockets=sockets),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    def middleware(self) -> Middleware:
        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._require_host(request)
            if request.method not in _READING or hdrs.UPGRADE in request.headers:
                self._require_origin(request)
            return await handler(request)

        return guarded

    async def add_headers(self, _request: web.Request, answer: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            answer.headers.setdefault(name, value)

    def _require_host(self, request: web.Request) -> None:
        if request.headers.get(hdrs.HOST, "").lower() not in self._hosts:
            raise web.HTTPMisdirectedRequest

    def _require_origin(self, request: web.Request) -> None:
        origin = request.headers.get(hdrs.ORIGIN, "").lower()
        if origin != f"http://{request.headers[hdrs.HOST].lower()}":
            raise web.HTTPForbidden
