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
    assert (seen[0].event, seen[0].details) == (f"fault {KEPT + 1}", ("OSError",))
    assert seen[0].at == clock()


def test_gateway_and_code_are_kept_and_nothing_of_people(clock: FakeClock) -> None:
    errors = RecentErrors(clock)
    errors(None, "", record(code="no_money", gateway="smsc", account="a" * 32))
    assert errors.last()[0].details == ("smsc", "no_money")


def test_everything_is_passed_on_and_only_errors_are_kept(clock: FakeClock) -> None:
    errors, warning = RecentErrors(clock), record(level="warning")
    assert errors(None, "", warning) is warning
    assert errors.last() == ()


def test_a_library_may_repeat_contents_so_only_its_name_is_kept(clock: FakeClock) -> None:
    errors = RecentErrors(clock)
    errors(None, "", record(logger="botany", event="Анна Иванова", level="critical", code="Анна"))
    assert [(one.logger, one.event, one.details) for one in errors.last()] == [("botany", "", ())]
