"""What concerns a conversation and is not a Telegram update."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """An activation, a delivery status, a timer.

    Attributes:
        id: below zero, so that attempts charged to it never meet those of an update.
        kind: which handler it is for.
        data: holds no secret.
    """

    id: int
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
