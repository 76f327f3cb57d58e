"""What an outage repeats every second, written once a minute."""

import math
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import structlog

SECONDS = 60.0
REPEATED = frozenset({"database away", "name of the bot not learnt"})
"""Events of loops that try again and again."""


@dataclass(frozen=True, slots=True)
class OnceAMinute:
    """A processor of structlog that lets one of many such lines of a logger through."""

    clock: Callable[[], float] = time.monotonic
    _told: dict[tuple[str, str], float] = field(default_factory=dict)

    def __call__(
        self, _: Any, __: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Pass an event on.

        Raises:
            structlog.DropEvent: it was written less than a minute ago.
        """
        line = str(event.get("logger", "")), str(event["event"])
        if line[1] in REPEATED:
            now = self.clock()
            if now - self._told.get(line, -math.inf) < SECONDS:
                raise structlog.DropEvent
            self._told[line] = now
        return event
