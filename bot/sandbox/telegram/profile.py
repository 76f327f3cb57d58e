"""What BotFather and the profile methods know about the bot."""

from dataclasses import dataclass, field

from bot.sandbox.telegram.params import JsonObject

DEFAULT_MENU_BUTTON: JsonObject = {"type": "commands"}


@dataclass(slots=True)
class Profile:
    """Texts by (field, language), commands by (scope, language), menu buttons by chat.

    Keys are text, so that the profile is JSON as it stands.
    """

    user: JsonObject
    texts: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[JsonObject]] = field(default_factory=dict)
    menu_buttons: dict[str, JsonObject] = field(default_factory=dict)

    def text(self, name: str, language: str) -> str:
        default = str(self.user["first_name"]) if name == "name" else ""
        return self.texts.get(f"{name}:{language}") or self.texts.get(f"{name}:") or default

    def set_text(self, name: str, language: str, value: str) -> None:
        self.texts[f"{name}:{language}"] = value

    def commands_of(self, chat_id: int, language: str) -> list[JsonObject]:
        """Return what the menu of a private chat shows: the narrowest scope that has commands."""
        for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
            for spoken in (language, ""):
                if found := self.commands.get(f"{scope}/{spoken}"):
                    return found
        return []

    def menu_button(self, chat_id: int) -> JsonObject:
        return self.menu_buttons.get(str(chat_id)) or self.menu_buttons.get(
            "", DEFAULT_MENU_BUTTON
        )


def scope_key(scope: JsonObject | None) -> str:
    """Name a BotCommandScope: ``default``, ``chat:42``, ``chat_member:42:7``."""
    scope = scope or {"type": "default"}
    parts = [scope.get("type", "default"), scope.get("chat_id"), scope.get("user_id")]
    return ":".join(str(part) for part in parts if part is not None)
