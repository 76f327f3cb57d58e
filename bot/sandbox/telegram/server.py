"""The HTTP side: requests, files and the faults of the wire."""

import asyncio
import hmac
import json
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.telegram.api import Answer, book_refusal, call, refusal
from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.faults import Fault, Kind
from bot.sandbox.telegram.params import Params, Upload, decoded
from bot.sandbox.telegram.world import World

_UPLOAD_LIMIT = 50 * 1024 * 1024
_GATEWAY_PAGE = "<html><head><title>{status} {reason}</title></head><body>nginx</body></html>"


class Server:
    """Serves one bot token; every other token is refused with 401."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> str:
        """Listen and return the base address; raises ValueError off the loopback address."""
        if not is_loopback(host):
            raise ValueError("the Bot API emulator listens on the loopback address only")
        app = web.Application(client_max_size=_UPLOAD_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/{path:.*}", _unknown_path)
        self._closing.clear()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        return f"http://{f'[{host}]' if ':' in host else host}:{bound}"

    async def stop(self) -> None:
        self._closing.set()
        self._world.poll.wake()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if not self._is_ours(request):
            return _json(refusal(ApiError(401, "Unauthorized")))
        name = request.match_info["method"]
        params = await _params(request)
        fault = self._world.faults.take(name)
        if fault is None:
            return _json(await call(self._world, name, params))
        if fault.kind is Kind.LOST:
            await call(self._world, name, params)
            return _cut(request)
        error = ApiError(fault.status, _description(fault), fault.retry_after)
        answer = book_refusal(self._world, name, params, error)
        return await self._faulty(request, fault, answer)

    async def _faulty(
        self, request: web.Request, fault: Fault, answer: Answer
    ) -> web.StreamResponse:
        if fault.kind is Kind.ANSWER:
            return _json(answer)
        if fault.kind is Kind.HTML:
            page = _GATEWAY_PAGE.format(status=fault.status, reason=_reason(fault.status))
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if fault.kind is Kind.EMPTY:
            return web.Response(content_type="application/json")
        if fault.kind is Kind.HANG:
            await self._closing.wait()
            return _cut(request)
        return await _half(request)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file_id = request.match_info["path"].partition("/")[0]
        file = self._world.files.get(file_id) if self._is_ours(request) else None
        if file is None:
            return await _unknown_path(request)
        return web.Response(body=file.content, content_type=file.mime_type)

    def _is_ours(self, request: web.Request) -> bool:
        given = request.match_info["token"].encode()
        return hmac.compare_digest(given, self._token.encode())


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def _params(request: web.Request) -> Params:
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await _json_body(request)
        values |= body if isinstance(body, dict) else {}
    elif request.content_type == "multipart/form-data":
        await _read_multipart(request, values, uploads)
    else:
        values |= await request.post()
    return Params(decoded(values), uploads)


async def _json_body(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


async def _read_multipart(
    request: web.Request, values: dict[str, Any], uploads: dict[str, Upload]
) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        if part.filename is None:
            values[part.name] = await part.text()
        else:
            uploads[part.name] = Upload(part.filename, bytes(await part.read()))


def _json(answer: Answer) -> web.Response:
    response = web.json_response(answer.body, status=answer.status)
    parameters = answer.body.get("parameters", {})
    if "retry_after" in parameters:
        response.headers["Retry-After"] = str(parameters["retry_after"])
    return response


async def _unknown_path(_request: web.Request) -> web.StreamResponse:
    return _json(refusal(ApiError(404, "Not Found")))


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request) -> web.StreamResponse:
    body = json.dumps({"ok": True, "result": True}).encode()
    response = web.StreamResponse(headers={"Content-Length": str(len(body))})
    response.content_type = "application/json"
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    _cut(request)
    return response


def _description(fault: Fault) -> str:
    if fault.description or fault.status != HTTPStatus.TOO_MANY_REQUESTS:
        return fault.description or _reason(fault.status)
    wait = "" if fault.retry_after is None else f": retry after {fault.retry_after}"
    return f"Too Many Requests{wait}"


def _reason(status: int) -> str:
    return HTTPStatus(status).phrase
