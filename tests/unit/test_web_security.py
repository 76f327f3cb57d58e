"""The same headers on every answer, and no token and no stack in any answer or log line."""

import base64
import hashlib
import logging
import re

import pytest
from aiohttp import ClientSession, ServerDisconnectedError, web
from structlog.testing import capture_logs

from bot.use_cases.ports.web import ActivationState
from bot.web.connection import ServerLimits
from bot.web.server import build, start
from bot.web.visitors import BadTokens
from tests.unit.web_site import FORM, QUICK, TOKEN, FakeActivation, Site, parts, served

NAMES = {
    "Server": "web",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
OF_THE_TRANSPORT = {"Content-Type", "Content-Length", "Date", "Connection", "Allow", "Retry-After"}


def policy(page: str) -> str:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


async def answers(site: Site) -> dict[int, dict[str, str]]:
    """Return the headers of one answer of each status that the server gives."""
    link = f"/a/{TOKEN}"
    got = [
        await site.get(link),
        await site.get("/nowhere"),
        await site.ask("PUT", link),
        await site.press(headers={"Origin": "https://evil.example"}),
        await site.press(data=b"x" * 5000),
        await site.ask("POST", link, {"Content-Type": "application/json"}, b"{}"),
        await site.get(link, {"Host": "evil.example"}),
        await site.get(link, {"Expect": "wonders"}),
        await site.get("/a/short"),
        await site.get("/a/short"),
    ]
    by_status = {answer.status: dict(answer.headers) for answer in got}
    return by_status | {408: await slow_form(site), 400: await nonsense(site)}


async def slow_form(site: Site) -> dict[str, str]:
    head = f"POST /a/{TOKEN} HTTP/1.1\r\nHost: cabinet.example\r\nContent-Length: 9\r\n"
    return parsed(await site.raw(f"{head}Content-Type: {FORM['Content-Type']}\r\n\r\nx".encode()))


async def nonsense(site: Site) -> dict[str, str]:
    return parsed(await site.raw(f"FETCH /a/{TOKEN} please\r\n\r\n".encode()))


def parsed(answer: bytes) -> dict[str, str]:
    lines = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


async def test_every_status_carries_exactly_the_same_headers() -> None:
    activation = FakeActivation()
    changes = {"activation": activation, "limits": QUICK, "bad_tokens": BadTokens(1, 1)}
    async with served(**changes) as site:
        expected = NAMES | {
            "Content-Security-Policy": policy((await site.get(f"/a/{TOKEN}")).text)
        }
        by_status = await answers(site)
    activation.fault = RuntimeError("no reason")
    async with served(activation=activation) as site:
        by_status[500] = dict((await site.press()).headers)
    assert set(by_status) == {200, 400, 403, 404, 405, 408, 413, 415, 417, 421, 429, 500}
    for status, headers in by_status.items():
        ours = {name: to for name, to in headers.items() if name not in OF_THE_TRANSPORT}
        assert ours == expected, status


async def test_plain_http_on_the_own_machine_promises_no_https() -> None:
    async with served(public_url="http://127.0.0.1:8080") as site:
        page = await site.get("/nowhere")
    assert "Strict-Transport-Security" not in page.headers


async def test_nothing_is_set_in_the_browser() -> None:
    async with served() as site:
        page = await site.press()
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("path", ["//", "/../", "/%2e%2e/", "/.git/config", "/a", "/a/", "/a/x/y"])
async def test_other_addresses_show_a_page_that_explains(path: str) -> None:
    async with served() as site:
        answer = await site.raw(
            f"GET {path} HTTP/1.1\r\nHost: cabinet.example\r\nConnection: close\r\n\r\n".encode()
        )
    assert answer.startswith(b"HTTP/1.1 404")
    assert "Такой страницы нет".encode() in answer


async def test_an_overlong_address_is_refused_without_a_stack() -> None:
    async with served() as site:
        answer = await site.raw(b"GET /a/" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.split(b" ")[1] == b"400"
    assert b"x" * 20 not in answer


async def test_the_token_reaches_no_log_and_no_page_of_an_error(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = FakeActivation(fault=RuntimeError(f"no row for {TOKEN}"))
    with capture_logs() as events:
        async with served(limits=QUICK) as site:
            shown = [str(await answers(site))]
            shown.append((await site.get(f"/a/{TOKEN}/more")).text)
            shown.append((await site.ask("PUT", f"/a/{TOKEN}")).text)
            shown.append(str(await site.raw(f"GET /a/{TOKEN} HTTP/9.9\r\n\r\n".encode())))
            shown.append(
                str(await site.raw(f"GET /a/{TOKEN} HTTP/1.1\r\n{TOKEN}\r\n\r\n".encode()))
            )
        async with served(activation=broken) as site:
            shown.append((await site.press()).text)
    printed = capfd.readouterr()
    assert {"route": "/a/{token}", "error": "RuntimeError"}.items() <= events[-1].items()
    for output in (*shown, caplog.text, str(events), printed.out, printed.err):
        assert TOKEN not in output
        assert "Traceback" not in output


async def test_a_use_case_that_never_answers_is_given_up() -> None:
    class Silent(FakeActivation):
        async def look(self, token: str) -> ActivationState:
            await site.session.loop.create_future()
            raise AssertionError

    async with served(activation=Silent(), limits=ServerLimits(answer_seconds=0.1)) as site:
        assert (await site.get(f"/a/{TOKEN}")).status == 500


async def test_an_answer_that_cannot_be_sent_logs_its_class_and_no_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(_request: web.Request, _answer: web.StreamResponse) -> None:
        raise RuntimeError(TOKEN)

    app = build(parts())
    app.on_response_prepare.append(fail)
    with capture_logs() as events:
        listening = await start(app, "127.0.0.1", 0)
        async with ClientSession() as session:
            with pytest.raises(ServerDisconnectedError):
                await session.get(f"http://127.0.0.1:{listening.port}/a/{TOKEN}")
        await listening.stop()
    assert {(event["event"], event["error"]) for event in events} == {
        ("connection failed", "RuntimeError")
    }
    assert TOKEN not in caplog.text
