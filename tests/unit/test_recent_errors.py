"""The last errors of the log, as /health shows them."""

from bot.recent_errors import KEPT, RecentErrors
from tests.conftest import FakeClock


def record(**event: str) -> dict[str, str]:
    return {"level": "error", "logger": "bot.jobs", "event": "job failed"} | event


def test_the_newest_errors_are_kept(clock: FakeClock) -> None:
    errors = RecentErrors(clock)
    for number in range(KEPT + 2):
        errors(None, "", record(event=f"fault {number}", error="OSError"))
    seen = errors.last()
    assert len(seen) == KEPT
    assert (seen[0].event, seen[0].error, seen[0].at) == (f"fault {KEPT + 1}", "OSError", clock())


def test_everything_is_passed_on_and_only_errors_are_kept(clock: FakeClock) -> None:
    errors, warning = RecentErrors(clock), record(level="warning")
    assert errors(None, "", warning) is warning
    assert errors.last() == ()


def test_a_library_may_repeat_contents_so_only_its_name_is_kept(clock: FakeClock) -> None:
    errors = RecentErrors(clock)
    errors(None, "", record(logger="botany", event="Анна Иванова", level="critical"))
    assert [(one.logger, one.event) for one in errors.last()] == [("botany", "")]
