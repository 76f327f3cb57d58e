"""A pause as one process sees it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.use_cases.administration.current_pause import SECONDS, CurrentPause
from bot.use_cases.ports.pauses import Pause
from bot.use_cases.ports.storage import Write

ADMIN, ANNA = 9001, 42
BREAK = Pause("Обновляем реестр", ADMIN, datetime(2026, 3, 2, 9, tzinfo=UTC))


@dataclass
class Board:
    """The table, which another process may write."""

    pause: Pause | None = None
    looks: int = 0
    now: float = 0.0
    current_pause: CurrentPause = field(init=False)

    def __post_init__(self) -> None:
        self.current_pause = CurrentPause(self, lambda: self.now, frozenset({ADMIN}))

    async def current(self) -> Pause | None:
        self.looks += 1
        return self.pause

    def begin(self, text: str, by: int) -> tuple[Write, ...]:
        raise NotImplementedError

    def end(self) -> Write:
        raise NotImplementedError


async def test_administrators_are_served_in_a_pause() -> None:
    board = Board(BREAK)
    assert await board.current_pause.of(ANNA) == BREAK
    assert await board.current_pause.of(ADMIN) is None


async def test_the_table_is_read_now_and_then_and_not_for_every_update() -> None:
    board = Board()
    assert [await board.current_pause.of(ANNA) for _ in range(3)] == [None] * 3
    assert board.looks == 1
    board.pause, board.now = BREAK, SECONDS
    assert await board.current_pause.of(ANNA) == BREAK


async def test_what_this_process_has_changed_counts_at_once() -> None:
    board = Board()
    assert await board.current_pause.of(ANNA) is None
    board.current_pause.know(BREAK)
    assert await board.current_pause.of(ANNA) == BREAK
