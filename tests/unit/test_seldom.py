"""Lines that an outage repeats."""

import pytest
import structlog

from bot.seldom import OnceAMinute
from tests.conftest import FakeClock


def line(event: str, logger: str = "bot.jobs") -> dict[str, str]:
    return {"event": event, "logger": logger}


def test_what_lasts_is_written_once_a_minute_by_each_who_meets_it(clock: FakeClock) -> None:
    seldom, away = OnceAMinute(clock.seconds), line("database away")
    assert seldom(None, "", away) is away
    with pytest.raises(structlog.DropEvent):
        seldom(None, "", away)
    other = line("database away", "bot.sender")
    assert seldom(None, "", other) is other
    clock.passes(minutes=1)
    assert seldom(None, "", away) is away


def test_everything_else_is_written_each_time(clock: FakeClock) -> None:
    seldom, failed = OnceAMinute(clock.seconds), line("job failed")
    assert [seldom(None, "", failed) for _ in range(3)] == [failed] * 3
