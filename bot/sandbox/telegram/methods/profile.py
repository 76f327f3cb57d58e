"""The bot's name, descriptions, commands and menu button."""

import re
from collections.abc import Callable

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.profile import scope_key
from bot.sandbox.telegram.world import World

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_DESCRIPTION_LIMIT = 256
_COMMANDS_LIMIT = 100


def get_me(world: World, _params: Params) -> JsonObject:
    return world.profile.user | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def text_setter(field: str, limit: int) -> Callable[[World, Params], bool]:
    """Make setMyName and its like: one text a language, refused above the limit."""

    def set_text(world: World, params: Params) -> bool:
        if len(params.text(field)) > limit:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        world.profile.set_text(field, params.text("language_code"), params.text(field))
        return True

    return set_text


def text_getter(field: str) -> Callable[[World, Params], JsonObject]:
    def get_text(world: World, params: Params) -> JsonObject:
        return {field: world.profile.text(field, params.text("language_code"))}

    return get_text


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("Can't parse commands JSON object")
    if len(commands) > _COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_commands_key(params)] = [_command(raw) for raw in commands]
    world.feed.publish("commands", None)
    return True


def get_my_commands(world: World, params: Params) -> list[JsonObject]:
    return world.profile.commands.get(_commands_key(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.profile.commands.pop(_commands_key(params), None)
    world.feed.publish("commands", None)
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.json("menu_button") or {"type": "default"}
    world.profile.menu_buttons[params.text("chat_id")] = button
    return True


def get_chat_menu_button(world: World, params: Params) -> JsonObject:
    return world.profile.menu_button(params.integer("chat_id"))


def _commands_key(params: Params) -> str:
    return f"{scope_key(params.json('scope'))}/{params.text('language_code')}"


def _command(raw: JsonObject) -> JsonObject:
    if not _COMMAND.fullmatch(str(raw.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(raw.get("description", ""))) <= _DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": raw["command"].removeprefix("/"), "description": raw["description"]}
