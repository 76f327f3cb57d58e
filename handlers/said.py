"""What a handler wants said, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask what is due now.

    Attributes:
        notice: said above the question.
        instead: the notice carries the question itself, as a refusal with its example does.
        keyboard: buttons instead of those of the question.
        below: as a new message even after a pressed button: something was said in between.
        in_place: into the current question even though no button was pressed.
        personal: the notice repeats something that the person typed.
        after: said below the question, where it is read first.
    """

    notice: Prompt | None = None
    instead: bool = False
    keyboard: Keyboard | None = None
    below: bool = False
    in_place: bool = False
    personal: bool = False
    after: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Say something that needs no answer."""

    prompt: Prompt
    keyboard: Keyboard = field(default_factory=Keyboard)
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """Send a picture or a file that the recipe makes when it is sent, out of `made_of` (JSON)."""

    recipe: str
    caption: Prompt
    made_of: Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Secret:
    """Say something that must not lie in the database: made by the recipe when it is sent."""

    recipe: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete one message of the person."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Wipe:
    """Delete every message with personal data, and every question left behind.

    To be said last: what takes the place of a question leaves it behind.
    """


@dataclass(frozen=True, slots=True)
class Hint:
    """Answer a pressed button with a line over the chat; `alert` waits for a tap."""

    prompt: Prompt
    alert: bool = False


Spoken = Ask | Note | Attachment | Secret | Erase | Wipe
Part = Spoken | Hint
Said = tuple[Part, ...]
