"""The PIN as people type it, and when it may be sent again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pin import PinChallenge, PinCode, number_prefix, resend_at, typed_pin

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAUSES = (timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=300))


@pytest.mark.parametrize(
    "text",
    [
        "481205",
        " 481205 ",
        "481 205",
        "481-205",
        "481\N{NO-BREAK SPACE}205",
        "481 – 205",
        "4 8 1 2 0 5",
        "48-12-05",
        "48\N{ZERO WIDTH SPACE}1205",
        "４８１２０５",
        "٤٨١٢٠٥",
        "код 481205",
        "Код: 481205.",
        "код481205",
        "№481205",
        "4812О5",
        "4812o5",
        "481-2О5",
        "код 481205, пришёл в 14:35",
        "481205 — код для личного кабинета страховщика. Никому не сообщайте.",
    ],
)
def test_six_digits_are_found_however_they_are_typed(text: str) -> None:
    assert typed_pin(text) == "481205"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "не пришёл",
        "0" * 4095 + "x",
        "о" * 4096,
        "48120",
        "4812055",
        "о 48120",
        "ОООООО",
        "12.03.90",
        "8 916 123-45-67",
        "+79161234567",
        "481205 или 481206",
        "4812З5",
        "48 - - - 1205",
        "https://example.ru/12345",
    ],
)
def test_anything_else_is_no_guess(text: str) -> None:
    assert typed_pin(text) is None


@given(st.text(max_size=256))
def test_whatever_is_typed_gives_six_ascii_digits_or_nothing(text: str) -> None:
    found = typed_pin(text)
    assert found is None or (len(found) == 6 and found.isascii() and found.isdecimal())


@given(st.binary(min_size=16, max_size=16))
def test_a_challenge_always_gives_the_same_typeable_code(challenge_id: bytes) -> None:
    code = PinCode((b"k" * 32,))
    assert typed_pin(code(challenge_id)) == code(challenge_id)
    assert "k" * 8 not in repr(code)


def test_a_code_made_before_a_new_key_came_still_fits() -> None:
    old, both = PinCode((b"k" * 32,)), PinCode((b"n" * 32, b"k" * 32))
    assert both.fits(b"i" * 16, old(b"i" * 16))
    assert both.fits(b"i" * 16, both(b"i" * 16))
    assert not old.fits(b"i" * 16, both(b"i" * 16))


def challenge(**values: object) -> PinChallenge:
    fields: dict[str, object] = {
        "id": b"i" * 16,
        "chat_id": 7,
        "insured_id": 5,
        "phone": "+79160000001",
        "expires_at": NOW + timedelta(minutes=10),
        "sends": 1,
        "ordered_at": NOW,
    }
    return PinChallenge(**fields | values)  # type: ignore[arg-type]  # the test names real fields


@pytest.mark.parametrize(("sends", "seconds"), [(1, 60), (2, 120), (3, 300), (4, 300), (9, 300)])
def test_each_message_makes_the_next_wait_longer(sends: int, seconds: int) -> None:
    again = resend_at(challenge(sends=sends), PAUSES)
    assert again - NOW == timedelta(seconds=seconds)


def test_a_pin_is_open_until_its_very_end_unless_used_or_replaced() -> None:
    end = NOW + timedelta(minutes=10)
    assert challenge().open(end - timedelta(milliseconds=1))
    assert not challenge().open(end)
    assert not challenge(used=True).open(NOW)
    assert not challenge(superseded=True).open(NOW)


def test_the_phone_of_a_challenge_is_in_no_repr() -> None:
    assert "9160000001" not in repr(challenge())


def test_neighbouring_numbers_share_a_prefix() -> None:
    assert number_prefix("+79160000001") == number_prefix("+79160009999") == "+7916000"
