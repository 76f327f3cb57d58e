"""The server of the sandbox page: whom it listens to, what it tells, what it lets happen."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError

from bot.sandbox.world import sandbox
from bot.settings import load_settings
from bot.use_cases.ports.mail import MailRefused
from tests.unit.sandbox_visitor import Visitor, heard, insured, visiting

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(16)).decode()


@pytest.fixture
async def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Visitor]:
    monkeypatch.chdir(tmp_path)
    async with visiting() as visitor:
        yield visitor


@pytest.fixture
async def chat(visitor: Visitor) -> int:
    return insured(await visitor.sees())


async def updates(visitor: Visitor) -> list[dict[str, Any]]:
    return list((await visitor.bot("getUpdates"))["result"])


async def test_the_page_and_its_parts_are_served_under_a_strict_policy(visitor: Visitor) -> None:
    for path in ("/", "/static/js/main.js", "/cabinet", "/privacy", "/favicon.ico"):
        answer = await visitor.gets(path)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status == 200
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


async def test_another_name_for_this_machine_is_refused(visitor: Visitor) -> None:
    port = visitor.page.rpartition(":")[2]
    for host in (f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1"):
        assert (await visitor.gets("/", Host=host)).status == 421
    assert (await visitor.gets("/", Host=f"localhost:{port}")).status == 200


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
async def test_another_site_can_neither_act_nor_listen(
    visitor: Visitor, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = await visitor.http.post(f"{visitor.page}/do/new-persona", json={}, headers=headers)
    assert answer.status == 403
    with pytest.raises(WSServerHandshakeError, match="403"):
        await visitor.http.ws_connect(f"{visitor.page}/live", origin=origin)
    assert len((await visitor.sees())["personas"]) == 3


async def test_an_action_is_json_and_nothing_else(visitor: Visitor) -> None:
    headers = {"Origin": visitor.page, "Content-Type": "text/plain"}
    answer = await visitor.http.post(f"{visitor.page}/do/new-persona", data=b"{}", headers=headers)
    assert answer.status == 415


async def test_what_cannot_be_done_is_told_by_the_status(visitor: Visitor, chat: int) -> None:
    refused: dict[int, list[tuple[str, dict[str, Any]]]] = {
        404: [
            ("dance", {}),
            ("say", {"chat": 7, "text": "да"}),
            ("play", {"chat": chat, "sample": "?"}),
        ],
        400: [
            ("say", {"chat": chat, "text": " "}),
            ("say", {"chat": str(chat), "text": "да"}),
            ("say", {}),
            ("attach", {"chat": chat, "kind": "photo", "content": "?"}),
            ("start", {"chat": chat, "payload": "да"}),
        ],
        409: [
            ("delete", {"chat": chat, "message_id": 9}),
            ("press-below", {"chat": chat, "caption": "Назад"}),
        ],
    }
    for status, requests in refused.items():
        for action, request in requests:
            assert (await visitor.does(action, **request)).status == status
    assert (await visitor.does("switch", fault="?", on=True)).status == 404


async def test_the_scene_comes_first_and_then_its_changes(visitor: Visitor, chat: int) -> None:
    async with visitor.watches() as live:
        scene = await live.receive_json()
        await visitor.does("say", chat=chat, text="/start")
        mine = await heard(live, "message")
        await visitor.bot("sendMessage", chat_id=chat, text="Здравствуйте")
        answer = await heard(live, "message")
        await visitor.bot("setMyCommands", commands=[{"command": "help", "description": "Помощь"}])
        commands = await heard(live, "commands")
    assert scene["type"] == "snapshot"
    assert mine["message"]["text"] == "/start"
    assert (answer["message"]["text"], answer["message"]["from_bot"]) == ("Здравствуйте", True)
    assert commands["commands"][0]["command"] == "help"


async def test_whatever_the_visitor_does_reaches_the_bot(visitor: Visitor, chat: int) -> None:
    await visitor.does("say", chat=chat, text="Анна")
    buttons = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await visitor.bot("sendMessage", chat_id=chat, text="?", reply_markup=buttons)
    await visitor.does(
        "press", chat=chat, message_id=sent["result"]["message_id"], row=0, column=0
    )
    keyboard = {"keyboard": [[{"text": "Мой номер", "request_contact": True}]]}
    await visitor.bot("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    await visitor.does("press-below", chat=chat, caption="Мой номер")
    for kind in ("photo", "document", "voice", "sticker", "location"):
        await visitor.does("attach", chat=chat, kind=kind)
    await visitor.does("foreign-contact", chat=chat, phone="79000000000", first_name="Знакомый")
    given = await updates(visitor)
    own = given[0]["message"]
    await visitor.does("edit", chat=chat, message_id=own["message_id"], text="Инна")
    await visitor.does("delete", chat=chat, message_id=own["message_id"])

    assert own["text"] == "Анна"
    assert given[1]["callback_query"]["data"] == "yes"
    assert given[2]["message"]["contact"]["user_id"] == chat
    for update, kind in zip(
        given[3:8], ("photo", "document", "voice", "sticker", "location"), strict=True
    ):
        assert kind in update["message"]
    assert "user_id" not in given[8]["message"]["contact"]
    assert (await updates(visitor))[-1]["edited_message"]["text"] == "Инна"
    shown = (await visitor.sees())["chats"][str(chat)]["messages"]
    assert own["message_id"] not in [message["message_id"] for message in shown]


async def test_pictures_are_shown_and_other_files_downloaded(visitor: Visitor, chat: int) -> None:
    await visitor.does("attach", chat=chat, kind="photo", name="a.png", content=PNG)
    await visitor.does("attach", chat=chat, kind="document", name="b.html", content=PNG)
    photo, document = (await visitor.sees())["chats"][str(chat)]["messages"]
    shown = await visitor.gets(f"/files/{photo['photo'][0]['file_id']}/a.png")
    downloaded = await visitor.gets(f"/files/{document['document']['file_id']}/b.html")
    assert await shown.read() == base64.b64decode(PNG)
    assert shown.content_type == "image/png"
    assert downloaded.headers["Content-Disposition"] == "attachment"
    assert (await visitor.gets("/files/nothing/a.png")).status == 404


async def test_the_bot_gets_the_visitors_file_byte_for_byte(visitor: Visitor, chat: int) -> None:
    content = "фамилия;телефон\r\nИванова;".encode("cp1251") + bytes(range(256))
    await visitor.does(
        "attach",
        chat=chat,
        kind="document",
        name="реестр 1/2 #3.csv",
        content=base64.b64encode(content).decode(),
        caption=" /import правка ",
    )
    [update] = await updates(visitor)
    message = update["message"]
    found = (await visitor.bot("getFile", file_id=message["document"]["file_id"]))["result"]
    assert await visitor.bot_downloads(found["file_path"]) == content
    assert (message["document"]["file_name"], message["caption"]) == (
        "реестр 1/2 #3.csv",
        "/import правка",
    )
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]
    assert found["file_size"] == len(content)


async def test_the_bot_may_write_first_to_staff_alone(visitor: Visitor) -> None:
    personas = (await visitor.sees())["personas"]
    answers = {
        one["role"]: await visitor.bot("sendMessage", chat_id=one["chat"], text="Запрос")
        for one in personas
    }
    assert {role: answer["ok"] for role, answer in answers.items()} == {
        "insured": False,
        "hr": True,
        "admin": True,
    }


async def test_a_link_into_the_bot_is_opened_as_somebody(visitor: Visitor, chat: int) -> None:
    await visitor.does("start", chat=chat, payload="i_abc-1")
    await visitor.does("start", chat=chat, payload="")
    assert [update["message"]["text"] for update in await updates(visitor)] == [
        "/start i_abc-1",
        "/start",
    ]


async def test_a_letter_may_look_as_it_likes_but_runs_nothing(visitor: Visitor) -> None:
    async with visitor.watches() as live:
        await visitor.mail()
        letter = (await heard(live, "letter"))["letter"]
    answer = await visitor.gets(f"/letters/{letter['number']}")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert await answer.text() == '<base target="_blank"><p>Код</p>\n'
    assert letter["code"] == "48120573"
    assert (await visitor.gets("/letters/7")).status == 404


async def test_a_new_person_has_an_empty_chat_and_the_sample_number(visitor: Visitor) -> None:
    async with visitor.watches() as live:
        before = await live.receive_json()
        made = await (await visitor.does("new-persona")).json()
        change = await heard(live, "personas")
    assert made["chat"] not in [one["chat"] for one in before["personas"]]
    assert change["chats"][str(made["chat"])]["messages"] == []
    assert change["personas"][-1]["phone"] == before["samples"][0]["phone"]


async def test_playing_a_person_means_sharing_their_number(visitor: Visitor, chat: int) -> None:
    sample = (await visitor.sees())["samples"][1]
    await visitor.does("play", chat=chat, sample=sample["id"])
    await visitor.does("say", chat=chat, text="/start")
    keyboard = {"keyboard": [[{"text": "Мой номер", "request_contact": True}]]}
    await visitor.bot("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    await visitor.does("press-below", chat=chat, caption="Мой номер")
    shared = (await updates(visitor))[-1]["message"]["contact"]
    assert shared["phone_number"] == sample["phone"]


async def test_each_fault_can_be_switched_on_and_off_again(visitor: Visitor, chat: int) -> None:
    async def switch(fault: str, *, on: bool) -> None:
        async with visitor.watches() as live:
            await live.receive_json()
            assert (await visitor.does("switch", fault=fault, on=on)).status == 200
            assert (await heard(live, "faults"))["faults"][fault] is on

    await visitor.does("say", chat=chat, text="/start")
    await switch("sms_refused", on=True)
    assert (await visitor.sms("код"))["error_code"] == 3
    await switch("sms_refused", on=False)
    assert "error_code" not in await visitor.sms("код")

    await switch("mail_refused", on=True)
    with pytest.raises(MailRefused):
        await visitor.mail()
    await switch("mail_refused", on=False)
    await visitor.mail()

    await switch("telegram_slow", on=True)
    answers = [await visitor.bot("sendMessage", chat_id=chat, text=str(n)) for n in range(2)]
    assert [answer.get("error_code") for answer in answers] == [None, 429]
    await switch("telegram_slow", on=False)
    assert (await visitor.bot("sendMessage", chat_id=chat, text="?"))["ok"]


async def test_a_phone_that_is_off_gets_its_sms_later(visitor: Visitor) -> None:
    await visitor.sms("до")
    await visitor.does("switch", fault="phone_off", on=True)
    await visitor.sms("после")
    scene = await visitor.sees()
    off_since = scene["faults"]["phone_off_since"]
    assert [sms["at"] >= off_since for sms in scene["sms"]] == [False, True]
    await visitor.does("switch", fault="phone_off", on=False)
    assert (await visitor.sees())["faults"]["phone_off_since"] is None


async def test_the_page_is_told_that_the_sandbox_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with ClientSession() as http:
        async with sandbox(load_settings()) as local:
            page = (local.settings.cabinet_url or "").removesuffix("/cabinet")
            live = await http.ws_connect(f"{page}/live", origin=page)
            await live.receive_json()
            hearing = asyncio.create_task(live.receive(timeout=5))
        last = await hearing
    assert (last.type, last.data) == (WSMsgType.CLOSE, 1012)
