"""What every answer carries, and what a request must be before anybody listens to it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from yarl import URL

log = structlog.get_logger("bot.web")

Failure = Callable[[int], web.Response]
"""The answer to a request that failed with this status."""

FOR_THE_CLIENT = ("Allow", "Retry-After")
UNREAD_BODY = (408, 413)


def security_headers(public_url: str, style_hash: str) -> Mapping[str, str]:
    """Return the headers of every answer (OWASP ASVS 5.0, 3.4); no page needs a script."""
    policy = (
        f"default-src 'none'; style-src '{style_hash}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cache-Control": "no-store",
        "Server": "web",  # aiohttp would put its name and version
    }
    if URL(public_url).scheme == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def errors_as_pages(failure: Failure) -> Middleware:
    """Return the middleware that answers each error with its page and logs no word of it.

    The path holds a token and an exception's text may hold anything: the log gets the route's
    template and the class.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            return _refused(refusal, failure)
        except Exception as error:  # noqa: BLE001 - the last resort: no stack for the visitor
            log.error("handler failed", route=route(request), error=type(error).__name__)
            return failure(500)

    return middleware


def _refused(refusal: web.HTTPException, failure: Failure) -> web.Response:
    answer = failure(refusal.status)
    given = refusal.headers
    answer.headers.update({name: given[name] for name in FOR_THE_CLIENT if name in given})
    if refusal.status in UNREAD_BODY:
        answer.force_close()
    return answer


def route(request: web.Request) -> str:
    """Return the template of the route, such as /a/{token}: never the path itself."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"


@dataclass(frozen=True, slots=True)
class PublicOrigin:
    """The address under which people reach the pages; nothing is ever built from a request."""

    origin: str
    name: str
    hosts: frozenset[str]

    @classmethod
    def of(cls, public_url: str) -> Self:
        url = URL(public_url).origin()
        name = (url.raw_host or "").lower()
        authority = str(url).lower().removeprefix(f"{url.scheme}://")
        hosts = {authority}
        if url.is_default_port():
            hosts.add(f"{authority}:{url.port}")
        return cls(str(url).lower(), name, frozenset(hosts))

    def require_host(self, request: web.Request) -> None:
        """Refuse what was meant for another site (RFC 9110, 421), also an absolute URI."""
        host = request.headers.get("Host", "").lower()
        if host not in self.hosts or request.host.lower() not in (host, self.name):
            raise web.HTTPMisdirectedRequest

    def require_own_page(self, request: web.Request) -> None:
        """Refuse a form that another site sends.

        Because of our `Referrer-Policy: no-referrer`, browsers send `Origin: null` with our own
        form as well (Fetch, "append a request Origin header"); Sec-Fetch-Site tells them apart.
        """
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        origin = request.headers.get("Origin", "null").lower()
        if site not in ("same-origin", "none") or origin not in ("null", self.origin):
            raise web.HTTPForbidden


def require_type(request: web.Request, content_type: str) -> None:
    if request.content_type != content_type:
        raise web.HTTPUnsupportedMediaType


async def read_body(request: web.Request, limit: int, seconds: float) -> bytes:
    """Read the whole body, at most `limit` bytes, within `seconds`.

    Raises:
        web.HTTPException: 413 too long, 408 too slow, 400 broken off.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while len(body) <= limit and (chunk := await request.content.readany()):
                body += chunk
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ConnectionError, web.RequestPayloadError):
        raise web.HTTPBadRequest from None
    if len(body) > limit:
        raise web.HTTPRequestEntityTooLarge(max_size=limit)
    return bytes(body)
