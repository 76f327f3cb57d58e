"""Counts in memory, when committed."""

from dataclasses import dataclass, field

from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Count, Source, Tally


@dataclass
class FakeTally:
    """Remembers what was counted, in order."""

    sources: list[Source] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    def add(self, source: Source, *counts: Count) -> Write:
        def add() -> bool:
            self.sources.append(source)
            self.counts.extend(counts)
            return True

        return Write(add)


def counted(tally: Tally) -> list[str]:
    """Return the names of what was counted in memory, in order."""
    assert isinstance(tally, FakeTally)
    return [str(count.what) for count in tally.counts]
