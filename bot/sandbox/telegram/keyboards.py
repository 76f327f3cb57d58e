"""Reply markup: what Telegram takes, what it refuses and in which words."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.links import link_error
from bot.sandbox.telegram.params import JsonObject

_DATA_LIMIT = 64
_BUTTON_LIMIT = 100
_OTHER_ACTIONS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_PRIVATE_REQUESTS = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


@dataclass(frozen=True, slots=True)
class KeyboardRules:
    """Where a markup is going: an edit takes inline keyboards only, a group no requests."""

    inline_only: bool = False
    private: bool = True
    refuse_local_urls: bool = False


def checked_markup(markup: Any, rules: KeyboardRules) -> JsonObject | None:
    """Return the markup as it takes effect, None when there is none; raises ApiError."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    effective = _effective(markup, rules)
    if rules.inline_only and effective and "inline_keyboard" not in effective:
        raise bad_request("Inline keyboard expected")
    return effective


def _effective(markup: JsonObject, rules: KeyboardRules) -> JsonObject | None:
    if markup.get("keyboard"):
        rows = [_reply_row(row, rules) for row in _rows(markup, "keyboard")]
        return markup | {"keyboard": list(filter(None, rows))} if any(rows) else None
    if markup.get("inline_keyboard"):
        return _inline(markup, rules)
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return {"force_reply": True} if markup.get("force_reply") else None


def _inline(markup: JsonObject, rules: KeyboardRules) -> JsonObject | None:
    rows = [_inline_row(row, rules) for row in _rows(markup, "inline_keyboard")]
    if sum(map(len, rows)) > _BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": list(filter(None, rows))} if any(rows) else None


def _rows(markup: JsonObject, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        owner = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'Field "{name}"{owner} must be an Array of Arrays')
    return rows


def _reply_row(row: list[Any], rules: KeyboardRules) -> list[JsonObject]:
    buttons = [{"text": button} if isinstance(button, str) else button for button in row]
    for button in buttons:
        _check_caption(button, "keyboard button", "KeyboardButton must be a String or an Object")
        for request, refusal in _PRIVATE_REQUESTS.items():
            if button.get(request) and not rules.private:
                raise bad_request(refusal)
    return [button for button in buttons if button["text"]]


def _inline_row(row: list[Any], rules: KeyboardRules) -> list[JsonObject]:
    for button in row:
        _check_caption(button, "inline keyboard button", "InlineKeyboardButton must be an Object")
        _check_action(button, rules)
    return [button for button in row if button["text"]]


def _check_caption(button: Any, what: str, expected: str) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"Can't parse {what}: {expected}")
    if "text" not in button:
        raise bad_request(f"Can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'Can\'t parse {what}: Field "text" must be of type String')


def _check_action(button: JsonObject, rules: KeyboardRules) -> None:
    if button.get("url"):
        _check_url(button["url"], rules)
    elif button.get("callback_data"):
        if len(str(button["callback_data"]).encode()) > _DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not any(name in button for name in _OTHER_ACTIONS):
        reason = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"Can't parse inline keyboard button: {reason}")


def _check_url(url: str, rules: KeyboardRules) -> None:
    error = link_error(url, local_allowed=not rules.refuse_local_urls)
    if error:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {error}")
