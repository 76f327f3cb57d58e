"""Reply markup: what the emulator takes and in which of Telegram's words it refuses the rest."""

from typing import Any

import pytest

from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.keyboards import KeyboardRules, checked_markup

ANYWHERE = KeyboardRules()


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "refusal"),
    [
        (
            inline(text="Да"),
            (
                "can't parse inline keyboard button: Text buttons are unallowed in the inline"
                " keyboard"
            ),
        ),
        (inline(text="Да", callback_data="ы" * 33), "BUTTON_DATA_INVALID"),
        (
            inline(callback_data="x"),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            inline(text=5, callback_data="x"),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            inline(text="Да", url="happ://add"),
            "inline keyboard button URL 'happ://add' is invalid: Unsupported URL protocol",
        ),
        (
            inline(text="Да", url="http://"),
            "inline keyboard button URL 'http://' is invalid: Wrong HTTP URL",
        ),
        (
            inline(text="Да", url="http://[::1"),
            "inline keyboard button URL 'http://[::1' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": ["Да"]},
            ('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ),
        (
            {"inline_keyboard": [["Да"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]},
            "reply markup is too long",
        ),
        ({"keyboard": ["Да"]}, 'field "keyboard" must be an Array of Arrays'),
        (
            {"keyboard": [[1]]},
            "can't parse keyboard button: KeyboardButton must be a String or an Object",
        ),
        ("keyboard", "object expected as reply markup"),
    ],
)
def test_a_wrong_markup_is_refused(markup: Any, refusal: str) -> None:
    with pytest.raises(ApiError) as refused:
        checked_markup(markup, ANYWHERE)

    assert refused.value.description == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    "button",
    [
        {"text": "Да", "callback_data": "ы" * 32},
        {"text": "Да", "url": "https://cabinet.example/login?a=1"},
        {"text": "Да", "url": "cabinet.example"},
        {"text": "Да", "url": "tg://resolve?domain=x"},
        {"text": "Да", "url": "http://localhost:8080/a"},
        {"text": "Да", "web_app": {"url": "https://cabinet.example/"}},
        {"text": "Да", "copy_text": {"text": "123/14"}},
    ],
)
def test_a_button_with_one_sound_action_passes(button: dict[str, Any]) -> None:
    assert checked_markup(inline(**button), ANYWHERE) == inline(**button)


@pytest.mark.parametrize(
    "markup",
    [
        None,
        {},
        {"inline_keyboard": []},
        {"inline_keyboard": [[]]},
        {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]},
        {"keyboard": [[""]]},
        {"remove_keyboard": False},
    ],
)
def test_a_markup_without_effect_is_none(markup: Any) -> None:
    assert checked_markup(markup, ANYWHERE) is None


def test_plain_captions_become_buttons_and_empty_ones_vanish() -> None:
    keyboard = {"keyboard": [["Да", ""], []], "resize_keyboard": True}

    assert checked_markup(keyboard, ANYWHERE) == {
        "keyboard": [[{"text": "Да"}]],
        "resize_keyboard": True,
    }


def test_removal_and_forced_reply_are_kept() -> None:
    assert checked_markup({"remove_keyboard": True}, ANYWHERE) == {"remove_keyboard": True}
    assert checked_markup({"force_reply": True}, ANYWHERE) == {"force_reply": True}


def test_local_addresses_are_refused_when_asked_to() -> None:
    strict = KeyboardRules(refuse_local_urls=True)

    with pytest.raises(ApiError, match="'http://localhost:8080/a' is invalid: Wrong HTTP URL"):
        checked_markup(inline(text="Открыть", url="http://localhost:8080/a"), strict)


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(ApiError, match="inline keyboard expected"):
        checked_markup({"remove_keyboard": True}, KeyboardRules(inline_only=True))


@pytest.mark.parametrize("request_kind", ["request_contact", "request_location", "request_poll"])
def test_requests_belong_into_private_chats(request_kind: str) -> None:
    markup = {"keyboard": [[{"text": "Номер", request_kind: True}]]}

    assert checked_markup(markup, ANYWHERE) == markup
    with pytest.raises(ApiError, match="can be requested in private chats only"):
        checked_markup(markup, KeyboardRules(private=False))
