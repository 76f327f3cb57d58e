"""The mailed link: looking is harmless, one press activates, every state is explained."""

import asyncio

import pytest

from bot.use_cases.ports.web import ActivationState
from bot.web.visitors import BadTokens
from tests.unit.web_site import FORM, HOST, TOKEN, FakeActivation, served

OTHER = "B" * 43


def at(state: ActivationState) -> FakeActivation:
    return FakeActivation({TOKEN: state})


async def test_the_link_opens_a_page_with_one_button() -> None:
    async with served() as site:
        page = await site.get(f"/a/{TOKEN}")
    assert page.status == 200
    assert page.text.count("<button") == 1
    assert "Активировать учётную запись" in page.text


async def test_the_page_needs_no_script_and_holds_no_token() -> None:
    async with served() as site:
        page = await site.get(f"/a/{TOKEN}")
    assert "<script" not in page.text
    assert TOKEN not in page.text


async def test_pressing_the_button_activates_and_leads_to_the_cabinet_and_back_to_the_chat() -> (
    None
):
    async with served() as site:
        page = await site.press()
    assert page.status == 200
    for words in (
        "Уважаемый клиент!",
        "Ваша учётная запись успешно активирована.",
        "Перейти в Личный кабинет",
        "Вход в личный кабинет",
        'href="https://lk.example/?from=bot&amp;x=1"',
        'href="https://t.me/example_bot"',
    ):
        assert words in page.text


async def test_a_second_press_and_a_later_visit_say_that_it_is_active_already() -> None:
    async with served() as site:
        await site.press()
        for page in (await site.press(), await site.get(f"/a/{TOKEN}")):
            assert page.status == 200
            assert "уже активирована" in page.text
            assert "<button" not in page.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
async def test_no_number_of_other_requests_activates(method: str) -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        for _ in range(100):
            await site.ask(method, f"/a/{TOKEN}", {"Purpose": "prefetch"})
    assert activation.activations == 0
    assert activation.states[TOKEN] is ActivationState.READY


async def test_of_200_presses_at_once_exactly_one_activates() -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        pages = await asyncio.gather(*(site.press() for _ in range(200)))
    assert activation.activations == 1
    assert {page.status for page in pages} == {200}
    assert sum("успешно активирована" in page.text for page in pages) == 1
    assert sum("уже активирована" in page.text for page in pages) == 199


@pytest.mark.parametrize(
    ("state", "way_on"),
    [
        (ActivationState.EXPIRED, "Вернитесь в чат"),
        (ActivationState.REPLACED, "«Нет письма?»"),
    ],
)
async def test_a_dead_link_answers_with_the_status_of_an_unknown_one_and_a_way_on(
    state: ActivationState, way_on: str
) -> None:
    async with served(activation=at(state)) as site:
        dead = [await site.get(f"/a/{TOKEN}"), await site.press()]
        unknown = await site.get(f"/a/{OTHER}")
    for page in (*dead, unknown):
        assert page.status == 404
        assert "<button" not in page.text
        assert "https://t.me/example_bot" in page.text
    assert all(way_on in page.text for page in dead)
    assert "«Нет письма?»" in unknown.text
    assert dead[0].text != unknown.text


@pytest.mark.parametrize("token", [TOKEN[:-1], TOKEN + "A", TOKEN.swapcase(), "%2e%2e%2f", "ё"])
async def test_a_damaged_link_is_explained(token: str) -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        pages = [await site.get(f"/a/{token}"), await site.press(token)]
    assert activation.activations == 0
    for page in pages:
        assert page.status == 404
        assert "Эта ссылка не подошла" in page.text


async def test_a_token_of_the_wrong_form_is_not_looked_up() -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        await site.get(f"/a/{TOKEN}=")
    assert activation.looks == 0


async def test_a_limit_of_the_use_case_asks_to_wait() -> None:
    async with served(activation=at(ActivationState.TOO_MANY)) as site:
        page = await site.press()
    assert page.status == 429
    assert page.headers["Retry-After"] == "60"
    assert "Подождите минуту" in page.text


async def test_other_methods_are_told_which_ones_there_are() -> None:
    async with served() as site:
        page = await site.ask("PUT", f"/a/{TOKEN}")
    assert page.status == 405
    assert page.headers["Allow"] == "GET,HEAD,POST"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://cabinet.example"},
        {"Origin": "https://cabinet.example.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
async def test_a_form_sent_by_another_site_is_refused(headers: dict[str, str]) -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        page = await site.press(headers=headers)
    assert page.status == 403
    assert activation.activations == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://cabinet.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_our_own_form_is_taken_from_any_browser(headers: dict[str, str]) -> None:
    async with served() as site:
        assert (await site.press(headers=headers)).status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
async def test_only_a_plain_form_is_taken(kind: str) -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        page = await site.ask("POST", f"/a/{TOKEN}", {"Content-Type": kind}, b"{}")
    assert page.status == 415
    assert activation.activations == 0


async def test_a_form_of_4096_bytes_is_taken_and_a_longer_one_refused() -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        assert (await site.press(data=b"x" * 4097)).status == 413
        assert activation.activations == 0
        assert (await site.press(data=b"x" * 4096)).status == 200


@pytest.mark.parametrize("host", ["evil.example", "cabinet.example:8443", "cabinet.example.", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_request_for_another_host_is_misdirected(method: str, host: str) -> None:
    activation = FakeActivation()
    async with served(activation=activation) as site:
        page = await site.ask(
            method, f"/a/{TOKEN}", {**FORM, "Host": host, "X-Forwarded-Host": HOST}
        )
    assert page.status == 421
    assert activation.looks == activation.activations == 0


@pytest.mark.parametrize("host", ["cabinet.example", "CABINET.example", "cabinet.example:443"])
async def test_the_public_host_is_served_however_it_is_written(host: str) -> None:
    async with served() as site:
        assert (await site.get(f"/a/{TOKEN}", {"Host": host})).status == 200


async def test_an_absolute_address_of_another_site_is_misdirected() -> None:
    async with served() as site:
        answer = await site.raw(
            f"GET http://evil.example/a/{TOKEN} HTTP/1.1\r\n"
            "Host: cabinet.example\r\nConnection: close\r\n\r\n".encode()
        )
    assert answer.startswith(b"HTTP/1.1 421")


async def test_two_hosts_in_one_request_are_refused() -> None:
    async with served() as site:
        answer = await site.raw(
            f"GET /a/{TOKEN} HTTP/1.1\r\n"
            "Host: cabinet.example\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode()
        )
    assert answer.split(b" ")[1] == b"400"


async def test_links_stand_under_the_path_of_the_public_address() -> None:
    async with served(public_url="https://cabinet.example/bot/") as site:
        assert (await site.get(f"/bot/a/{TOKEN}")).status == 200
        assert (await site.get(f"/a/{TOKEN}")).status == 404


async def test_an_address_with_too_many_wrong_links_waits_until_the_window_ends() -> None:
    now = [1000.0]
    limit = BadTokens(per_address=3, total=100, window=60, time=lambda: now[0])
    async with served(bad_tokens=limit) as site:
        wrong = [(await site.get(f"/a/{OTHER}")).status for _ in range(4)]
        now[0] += 18
        again = await site.get(f"/a/{OTHER}")
        assert wrong == [404, 404, 404, 429]
        assert (again.status, again.headers["Retry-After"]) == (429, "42")
        now[0] += 42
        assert (await site.get(f"/a/{OTHER}")).status == 404


async def test_wrong_links_from_an_address_refuse_no_right_one() -> None:
    async with served(bad_tokens=BadTokens(per_address=1, total=100)) as site:
        assert [(await site.get(f"/a/{OTHER}")).status for _ in range(2)] == [404, 429]
        assert (await site.get(f"/a/{TOKEN}")).status == 200
        assert (await site.press()).status == 200


async def test_right_links_are_never_counted() -> None:
    async with served(bad_tokens=BadTokens(per_address=1, total=1)) as site:
        pages = [await site.get(f"/a/{TOKEN}") for _ in range(20)]
    assert {page.status for page in pages} == {200}


async def test_a_database_that_fails_gets_a_page_that_asks_to_come_again() -> None:
    activation = FakeActivation(fault=ConnectionError("away"))
    async with served(activation=activation) as site:
        page = await site.press()
    assert page.status == 500
    assert "Подождите минуту" in page.text
    assert "away" not in page.text
