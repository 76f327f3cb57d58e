"""When people may be written to unasked: by day, as Moscow's clock says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.moscow import MOSCOW

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Daytime:
    """From the hour `begins` until the hour `ends` of each day; both of Moscow.

    Raises:
        ValueError: the hours leave no daytime.
    """

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not 0 <= self.begins < self.ends <= 24:
            raise ValueError("the hours leave no daytime")

    def first(self, moment: datetime) -> datetime:
        """Return the moment itself if it is by day, else the next morning."""
        local = moment.astimezone(MOSCOW)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        morning = midnight + timedelta(hours=self.begins)
        if local >= midnight + timedelta(hours=self.ends):
            return (morning + DAY).astimezone(UTC)
        return max(morning, local).astimezone(UTC)

    def seconds(self, since: datetime) -> Iterator[datetime]:
        """Give the seconds by day without end, from the one that holds `since` on."""
        moment = self.first(since.replace(microsecond=0))
        while True:
            yield moment
            moment = self.first(moment + SECOND)
