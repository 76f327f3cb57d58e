"""How far a company's people are, as words and as a picture."""

from collections.abc import Mapping, Sequence

from bot.domain.figures import thousands
from bot.use_cases.ports.company_progress import Headcount
from bot.use_cases.ports.pictures import Part, Progress
from bot.use_cases.ports.texts import PlainText

STATES = ("not_begun", "begun", "waiting", "done")
"""From the least to the furthest; each is an attribute of `Headcount` and names its text."""


def counts(headcount: Headcount) -> list[str]:
    """Return the numbers in the order of STATES, to be kept until the picture is drawn."""
    return [str(getattr(headcount, state)) for state in STATES]


def in_words(headcount: Headcount) -> Mapping[str, str]:
    """Return each number as people read it."""
    return {state: thousands(getattr(headcount, state)) for state in STATES}


def progress_picture(text: PlainText, title: str, numbers: Sequence[str]) -> Progress:
    parts = (
        Part(text(f"hr-state-{state}"), int(number))
        for state, number in zip(STATES, numbers, strict=True)
    )
    return Progress(title, tuple(parts), text("hr-progress-empty"))
