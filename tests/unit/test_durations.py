"""A median out of classes is as near to the true one as it says."""

from collections import Counter
from datetime import timedelta
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import LAST_CLASS, class_of, median

LONGEST = 8.5 * 86400
OFF_AT_MOST = 2**0.25
MARGIN = 1.001  # a duration on the border of two classes, as floats see it

seconds = st.floats(1, LONGEST)


@given(st.lists(seconds, min_size=1, max_size=200))
def test_the_median_is_at_most_a_fifth_off(times: list[float]) -> None:
    counts = Counter(class_of(timedelta(seconds=one)) for one in times)
    found = median(counts)
    assert found is not None
    ratio = found.total_seconds() / median_low(times)
    assert 1 / OFF_AT_MOST / MARGIN <= ratio <= OFF_AT_MOST * MARGIN


@given(seconds, seconds)
def test_longer_is_never_in_an_earlier_class(one: float, other: float) -> None:
    shorter, longer = sorted((one, other))
    classes = [class_of(timedelta(seconds=time)) for time in (0, shorter, longer, 10 * LONGEST)]
    assert classes == sorted(classes)
    assert (classes[0], classes[-1]) == (0, LAST_CLASS)


def test_nothing_has_no_median_and_an_instant_takes_no_time() -> None:
    assert median({}) is None
    assert median({5: 0}) is None
    assert median({0: 3, 7: 2}) == timedelta()
