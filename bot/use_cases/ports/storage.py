"""What use cases need of any storage: writes that are recorded now and made by the flush."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Write:
    """A change that a repository made ready and the flush will carry out.

    Attributes:
        statement: what the storage executes; opaque to everybody else.
        guarded: the statement must hit a row, else the flush is rolled back and the update
            runs again from fresh state.
    """

    statement: object
    guarded: bool = False


class Recorder(Protocol):
    """Takes the writes of one update; they are committed together or not at all."""

    def record(self, *writes: Write) -> None: ...
