"""The page's server: files, one WebSocket with everything that happens, actions by POST."""

import asyncio
import socket
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from bot.sandbox.page.actions import Actions, table
from bot.sandbox.page.guard import FILE_POLICY, LETTER_POLICY, Guard
from bot.sandbox.page.scene import Scene
from bot.sandbox.telegram import NotSeenError

STATIC = Path(__file__).parent / "static"
# A file of 20 MB, the most that a bot can fetch (Bot API, getFile), as base64 in JSON.
_BODY_LIMIT = 28 * 1024 * 1024
# What a browser shows by itself; anything else, such as HTML, would act as this page.
_SHOWN = frozenset({"image/png", "image/jpeg", "application/pdf"})
_HEARTBEAT_SECONDS = 20
_FAREWELL_SECONDS = 1
# Opened in a new tab, so that a link of the mail never replaces the page.
_NEW_TAB = '<base target="_blank">'


class PageServer:
    """Listens on a socket of the loopback address that is already bound."""

    def __init__(self, scene: Scene, actions: Actions) -> None:
        self._scene = scene
        self._actions = table(actions)
        self._sockets: set[web.WebSocketResponse] = set()
        self._runner: web.AppRunner | None = None

    async def start(self, listening: socket.socket) -> None:
        guard = Guard(listening.getsockname()[1])
        app = web.Application(middlewares=[guard.middleware()], client_max_size=_BODY_LIMIT)
        app.on_response_prepare.append(guard.add_headers)
        app.on_shutdown.append(self._hang_up)
        self._add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    def _add_routes(self, router: web.UrlDispatcher) -> None:
        for path, name in (
            ("/", "index.html"),
            ("/cabinet", "cabinet.html"),
            ("/cabinet/password", "password.html"),
            ("/privacy", "privacy.html"),
            ("/favicon.ico", "icon.svg"),  # asked for by a file in a tab of its own
        ):
            router.add_get(path, _page(STATIC / name))
        router.add_static("/static", STATIC)
        router.add_get("/live", self._live)
        router.add_get("/files/{file_id}/{name}", self._file)
        router.add_get("/letters/{number:\\d+}", self._letter)
        router.add_post("/do/{action}", self._act)

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        """Send the whole scene, then every change of it."""
        answer = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, timeout=_FAREWELL_SECONDS)
        await answer.prepare(request)
        self._sockets.add(answer)
        sending = asyncio.create_task(self._send(answer))
        try:
            async for _ in answer:
                """The page says nothing here: this ends when it closes."""
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            self._sockets.discard(answer)
        return answer

    async def _send(self, answer: web.WebSocketResponse) -> None:
        with self._scene.news.listener() as changes:
            await answer.send_json(self._scene.snapshot())
            while True:
                await answer.send_json(await changes.get())

    async def _act(self, request: web.Request) -> web.Response:
        known = self._actions.get(request.match_info["action"])
        if known is None:
            raise web.HTTPNotFound
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        kind, act = known
        try:
            result = await act(kind.model_validate_json(await request.read()))
        except NotSeenError:
            raise web.HTTPConflict from None
        except LookupError:
            raise web.HTTPNotFound from None
        except (ValidationError, ValueError):
            raise web.HTTPBadRequest from None
        return web.json_response(result or {})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._scene.telegram.file(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        shown = {"Content-Security-Policy": FILE_POLICY}
        headers = shown if file.mime_type in _SHOWN else {"Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type=file.mime_type, headers=headers)

    async def _letter(self, request: web.Request) -> web.Response:
        letters = self._scene.letters.entries
        number = int(request.match_info["number"])
        if number >= len(letters):
            raise web.HTTPNotFound
        headers = {"Content-Security-Policy": LETTER_POLICY}
        html = _NEW_TAB + letters[number]["html"]
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def _hang_up(self, _app: web.Application) -> None:
        for answer in set(self._sockets):
            await answer.close(code=1012)  # service restart


def _page(path: Path) -> Any:
    async def show(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(path)

    return show
