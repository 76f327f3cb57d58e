"""A scripted table of faults: what goes wrong with the next calls of a method."""

from collections import deque
from dataclasses import dataclass
from enum import Enum

ANY_METHOD = "*"


class Kind(Enum):
    ANSWER = "an error answer of Telegram"
    HTML = "an error page of a proxy before Telegram"
    HANG = "no answer at all"
    RESET = "a connection cut in the middle of the answer"
    EMPTY = "an answer without a body"
    LOST = "the effect happens, the answer never comes"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    status: int = 200
    retry_after: int | None = None
    description: str = ""


class Faults:
    """Faults of one method come in the order in which they were scripted.

    The method is named as in the Bot API, any case; `"*"` stands for every method that has no
    fault of its own.
    """

    def __init__(self) -> None:
        self._scripted: dict[str, deque[Fault]] = {}

    def next(
        self,
        method: str,
        *,
        status: int,
        retry_after: int | None = None,
        description: str = "",
        times: int = 1,
    ) -> None:
        """Answer the next calls with Telegram's JSON envelope of that status, without effect."""
        self._script(method, Fault(Kind.ANSWER, status, retry_after, description), times)

    def page(self, method: str, *, status: int = 502, times: int = 1) -> None:
        """Answer with an HTML page, as a gateway before Telegram does."""
        self._script(method, Fault(Kind.HTML, status), times)

    def hang(self, method: str, times: int = 1) -> None:
        """Never answer, until the emulator stops; no effect."""
        self._script(method, Fault(Kind.HANG), times)

    def reset(self, method: str, times: int = 1) -> None:
        """Cut the connection after half an answer; no effect."""
        self._script(method, Fault(Kind.RESET), times)

    def empty(self, method: str, times: int = 1) -> None:
        """Answer 200 without a body; no effect."""
        self._script(method, Fault(Kind.EMPTY), times)

    def lose_answer(self, method: str, times: int = 1) -> None:
        """Let the call take effect and cut the connection before the answer."""
        self._script(method, Fault(Kind.LOST), times)

    def clear(self) -> None:
        self._scripted.clear()

    def take(self, method: str) -> Fault | None:
        for name in (method.lower(), ANY_METHOD):
            if self._scripted.get(name):
                return self._scripted[name].popleft()
        return None

    def _script(self, method: str, fault: Fault, times: int) -> None:
        self._scripted.setdefault(method.lower(), deque()).extend([fault] * times)
