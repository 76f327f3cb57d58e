"""What a newcomer's machine looks like after `make run`: settings, files, restarts."""

import asyncio
import json
import re
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app.sample_registry import prepare_samples
from bot.core import utc_now
from bot.sandbox.world import SAMPLE_COMPANIES, SAMPLE_REGISTRY
from bot.settings import Settings, load_settings
from bot.use_cases.ports.hr import HrPerson
from storage.engine import open_database
from storage.hr import StoredHrPeople
from storage.unit_of_work import execute
from tests.unit.sandbox_visitor import KEPT, heard, insured, visiting


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_the_settings_lead_a_bot_to_telegram_sms_and_mail() -> None:
    async with visiting() as visitor, visitor.watches() as live:
        scene = await live.receive_json()
        me = await visitor.bot("getMe")
        sent = await visitor.sms("481201 — код")
        sms = (await heard(live, "sms"))["sms"]
        await visitor.mail()
        letter = (await heard(live, "letter"))["letter"]
    assert me["ok"]
    assert "error" not in sent
    assert (sms["phone"], sms["text"]) == ("+79000000001", "481201 — код")
    assert (letter["to"], letter["subject"]) == ("anna@example.org", "Активация")
    admins = {one["chat"] for one in scene["personas"] if one["role"] == "admin"}
    assert visitor.settings.admin_ids == admins


async def test_the_settings_need_nothing_more_to_be_complete() -> None:
    async with visiting() as visitor:
        given = visitor.settings.model_dump()
    assert not load_settings(**given).sandbox


async def test_the_pages_of_the_bot_lead_back_to_the_chat_of_the_sandbox() -> None:
    async with visiting() as visitor:
        assert visitor.settings.chat_url == visitor.page


async def test_one_line_with_the_address_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    async with visiting() as visitor:
        visitor.world.invite()
        told = capsys.readouterr().out
    assert told == f"Песочница: {visitor.page} — откройте в браузере\n"


async def test_two_sandboxes_live_on_different_ports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting() as first:
        other = tmp_path / "other"
        other.mkdir()
        monkeypatch.chdir(other)
        async with visiting() as second:
            pages = [await one.gets("/") for one in (first, second)]
    assert first.page != second.page
    assert [page.status for page in pages] == [200, 200]


async def test_a_taken_port_of_the_bots_pages_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        taken = somebody.getsockname()[1]
        monkeypatch.setenv("HTTP_PORT", str(taken))
        async with visiting() as visitor:
            settings = visitor.settings
    assert settings.http_port != taken
    assert settings.public_url == f"http://127.0.0.1:{settings.http_port}"


async def test_a_restart_keeps_chat_phone_mailbox_people_and_key() -> None:
    async with visiting() as visitor, visitor.watches() as live:
        chat = insured(await live.receive_json())
        await visitor.does("say", chat=chat, text="Анна")
        await visitor.sms("481201 — код")
        await heard(live, "sms")
        await visitor.mail()
        await heard(live, "letter")
        before = await visitor.sees()
        key = visitor.settings.secret_keys
    async with visiting() as visitor:
        after = await visitor.sees()
    assert visitor.settings.secret_keys == key
    for kept in ("personas", "sms", "letters"):
        assert after[kept] == before[kept]
    assert [message["text"] for message in after["chats"][str(chat)]["messages"]] == ["Анна"]
    assert len(after["sms"]) == len(after["letters"]) == 1


async def test_an_update_id_is_never_given_twice_even_after_a_kill() -> None:
    state, ids = KEPT / "telegram.json", []
    async with visiting():
        pass
    for number in range(2):
        first_id = _next_id(state)
        async with visiting() as visitor, asyncio.timeout(5):
            while _next_id(state) == first_id:  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.01)
            before_the_kill = state.read_bytes()
            await visitor.does("say", chat=insured(await visitor.sees()), text=str(number))
            updates = (await visitor.bot("getUpdates"))["result"]
            ids.append(updates[-1]["update_id"])
        state.write_bytes(before_the_kill)
    assert ids[1] > ids[0]


async def test_the_hr_person_is_appointed_once_and_stays_revoked() -> None:
    async with visiting() as visitor:
        await prepare_samples(visitor.world)
        [hr] = visitor.world.hr
        async with _hr_people(visitor.settings) as people:
            appointed = await people.find(hr)
            revoked = [people.revoke(hr, company) for company in SAMPLE_COMPANIES]
            await execute(people.database, revoked)
        await prepare_samples(visitor.world)
        async with _hr_people(visitor.settings) as people:
            later = await people.find(hr)
    assert appointed == HrPerson(hr, tuple(sorted(SAMPLE_COMPANIES)))
    assert later is None


async def test_only_the_owner_can_read_the_key() -> None:
    async with visiting():
        mode = (KEPT / "keys").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize("content", ["{broken", '{"version": 1}', '[{"role": "hr"}]', "7"])
@pytest.mark.parametrize("name", ["telegram.json", "cast.json", "sms.json", "letters.json"])
async def test_an_unreadable_file_is_begun_anew_with_a_notice(
    name: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    KEPT.mkdir(parents=True)
    (KEPT / name).write_text(content)
    async with visiting() as visitor:
        scene = await visitor.sees()
    assert len(scene["personas"]) == 3
    assert (KEPT / f"{name}.unreadable").read_text() == content
    notice, *_ = capsys.readouterr().out.splitlines()
    assert re.search(rf"{name} не читается", notice)


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_text("?")])
async def test_without_its_key_the_database_is_begun_anew(
    spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    async with visiting() as visitor:
        lost = visitor.settings.secret_keys
    (KEPT / "bot.db").write_text("sealed")
    spoil(KEPT / "keys")
    async with visiting() as visitor:
        assert visitor.settings.secret_keys != lost
    assert not (KEPT / "bot.db").exists()
    assert "bot.db не читается" in capsys.readouterr().out


async def test_the_sample_people_stand_in_the_sample_registry() -> None:
    registry = SAMPLE_REGISTRY.read_text(encoding="utf-8")
    async with visiting() as visitor:
        scene = await visitor.sees()
    surnames = [sample["name"].split()[-1] for sample in scene["samples"]]
    assert surnames
    assert all(
        surname in registry or surname.replace("ё", "е") in registry for surname in surnames
    )
    assert json.loads((KEPT / "cast.json").read_text())[0]["plays"] == scene["samples"][0]["id"]


@asynccontextmanager
async def _hr_people(settings: Settings) -> AsyncIterator[StoredHrPeople]:
    database = open_database(settings.database_url)
    yield StoredHrPeople(database, utc_now)
    await database.close()


def _next_id(state: Path) -> int:
    return int(json.loads(state.read_text())["next_update_id"])
