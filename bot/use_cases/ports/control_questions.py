"""The registry's control questions: what may be asked of a person, and whether they know it."""

from collections.abc import Sequence
from typing import Protocol


class ControlQuestions(Protocol):
    """Questions of the rows of the registry; of the answers only keyed digests are kept."""

    async def of(self, insured_id: int) -> tuple[str, ...]:
        """Return the questions of a row in their order, none for a row without any."""
        ...

    async def are_right(self, insured_id: int, answers: Sequence[tuple[str, str]]) -> bool:
        """Compare answers in canonical form, each with its question, with all that are kept.

        Every answer is compared, so that neither the result nor its time tells which was wrong.
        """
        ...
