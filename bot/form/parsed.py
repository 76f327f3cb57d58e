"""What reading a text gives: an answer, or a reading to be confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.form.draft import Doubt, Draft


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Values by the names of the draft's fields; more than asked for when more was typed."""

    fields: Mapping[str, Any]


Parsed = Answer | Doubt
Parser = Callable[[str, Draft, date], Parsed]
