"""What concerns a conversation and is not a Telegram update."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """An activation, a delivery status, a timer: `kind` says which, `data` holds no secret."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
