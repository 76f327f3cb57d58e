"""A process that has imported everything and forks a bot whenever told: quick restarts.

Reads lines: `start` forks a bot and prints its pid, `reap PID` waits for its end.
"""

import os
import sys
import time
from collections.abc import Callable

from bot.light_aiogram import import_aiogram


def serve() -> None:
    """Follow orders until standard input ends."""
    import_aiogram()
    from bot.main import main  # noqa: PLC0415 - loads aiogram

    for line in sys.stdin:
        order, _, pid = line.strip().partition(" ")
        if order == "start":
            _tell(_fork(main))
        else:
            os.waitpid(int(pid), 0)
            _tell(int(pid))


def _fork(main: Callable[[float], None]) -> int:
    pid = os.fork()
    if pid == 0:
        main(time.monotonic())
        os._exit(0)
    return pid


def _tell(pid: int) -> None:
    sys.stdout.write(f"{pid}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
