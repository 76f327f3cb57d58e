"""What the visitor does on the page: each request becomes an act of a Telegram user."""

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox.page.scene import Scene
from bot.sandbox.telegram import NotSeenError

SENT: TypeAlias = Literal["photo", "document", "voice", "sticker", "location", "video_note"]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class _InChat(_Request):
    chat: int


class Say(_InChat):
    text: str


class Press(_InChat):
    message_id: int
    row: int
    column: int


class PressBelow(_InChat):
    """A button under the input line, by its caption."""

    caption: str


class Edit(_InChat):
    message_id: int
    text: str


class Delete(_InChat):
    message_id: int


class Start(_InChat):
    """A link that opens the bot; an empty payload is a plain start."""

    payload: str = Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")


class Attach(_InChat):
    """Anything but a text; `content` is base64, without it the emulator sends a placeholder."""

    kind: SENT
    name: str = ""
    content: str = ""
    caption: str = Field(default="", max_length=1024)


class ForeignContact(_InChat):
    phone: str
    first_name: str


class Play(_InChat):
    sample: str


class NewPersona(_Request):
    pass


class Switch(_Request):
    fault: str
    on: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """Carries out requests.

    Raises LookupError for somebody or something unknown, NotSeenError for what is not in the
    chat any more, ValueError for what a Telegram client would not send.
    """

    scene: Scene

    async def say(self, asked: Say) -> None:
        await self.scene.cast.person(asked.chat).says(asked.text.strip())

    async def start(self, asked: Start) -> None:
        await self.scene.cast.person(asked.chat).starts(asked.payload or None)

    async def press(self, asked: Press) -> None:
        await self.scene.cast.person(asked.chat).presses(asked.message_id, asked.row, asked.column)

    async def press_below(self, asked: PressBelow) -> None:
        person = self.scene.cast.person(asked.chat)
        if person.chat.keyboard is None:
            raise NotSeenError("the keyboard is gone")
        await person.clicks(asked.caption, person.chat.keyboard.message_id, timeout=0)

    async def edit(self, asked: Edit) -> None:
        await self.scene.cast.person(asked.chat).edits(asked.message_id, asked.text.strip())

    async def delete(self, asked: Delete) -> None:
        await self.scene.cast.person(asked.chat).deletes(asked.message_id)

    async def attach(self, asked: Attach) -> None:
        content = base64.b64decode(asked.content, validate=True)
        upload = (asked.name, content) if content else None
        caption = {"caption": text} if (text := asked.caption.strip()) else {}
        await self.scene.cast.person(asked.chat).sends(asked.kind, upload, **caption)

    async def foreign_contact(self, asked: ForeignContact) -> None:
        person = self.scene.cast.person(asked.chat)
        await person.shares_contact_of(asked.phone, asked.first_name)

    async def play(self, asked: Play) -> None:
        self.scene.cast.play(asked.chat, self.scene.samples[asked.sample])
        self.scene.tell_personas()

    async def new_persona(self, _asked: NewPersona) -> Mapping[str, Any]:
        persona = self.scene.cast.add_insured()
        self.scene.tell_personas()
        return {"chat": persona.chat}

    async def switch(self, asked: Switch) -> None:
        await self.scene.faults.switch(asked.fault, on=asked.on)
        self.scene.tell_faults()


Act: TypeAlias = Callable[[Any], Awaitable[Mapping[str, Any] | None]]


def table(actions: Actions) -> Mapping[str, tuple[type[_Request], Act]]:
    """Name each action as the page does, with the request it takes."""
    return {
        "say": (Say, actions.say),
        "start": (Start, actions.start),
        "press": (Press, actions.press),
        "press-below": (PressBelow, actions.press_below),
        "edit": (Edit, actions.edit),
        "delete": (Delete, actions.delete),
        "attach": (Attach, actions.attach),
        "foreign-contact": (ForeignContact, actions.foreign_contact),
        "play": (Play, actions.play),
        "new-persona": (NewPersona, actions.new_persona),
        "switch": (Switch, actions.switch),
    }
