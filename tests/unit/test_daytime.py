"""People are written to unasked only by day, as Moscow's clock says."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from bot.domain.daytime import Daytime

DAYTIME = Daytime(9, 21)
MORNING = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
"""Nine o'clock in Moscow."""


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (MORNING, MORNING),
        (MORNING - timedelta(seconds=1), MORNING),
        (MORNING - timedelta(hours=9), MORNING),
        (MORNING - timedelta(hours=12), MORNING),
        (MORNING + timedelta(hours=5), MORNING + timedelta(hours=5)),
        (MORNING + timedelta(hours=12), MORNING + timedelta(days=1)),
    ],
)
def test_the_night_ends_in_the_morning(moment: datetime, first: datetime) -> None:
    assert DAYTIME.first(moment) == first


def test_seconds_go_on_the_next_morning() -> None:
    evening = MORNING + timedelta(hours=12)
    late = evening - timedelta(seconds=1, milliseconds=400)
    assert list(islice(DAYTIME.seconds(late), 4)) == [
        evening - timedelta(seconds=2),
        evening - timedelta(seconds=1),
        MORNING + timedelta(days=1),
        MORNING + timedelta(days=1, seconds=1),
    ]


def test_a_day_without_a_night() -> None:
    midnight = MORNING - timedelta(hours=9)
    assert Daytime(0, 24).first(midnight) == midnight


@pytest.mark.parametrize("hours", [(9, 9), (21, 9), (9, 25)])
def test_hours_that_leave_no_daytime_are_refused(hours: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="daytime"):
        Daytime(*hours)
