"""How a phone that the registry does not know comes into it, as far as it has got: plain data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, repr=False)
class Control:
    """The control questions of a row being asked; answers are kept in their canonical form."""

    questions: tuple[str, ...]
    answers: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return len(self.answers) == len(self.questions)

    @property
    def question(self) -> str:
        """The one that is asked now."""
        return self.questions[len(self.answers)]

    def with_answer(self, answer: str) -> "Control":
        return Control(self.questions, (*self.answers, answer))


@dataclass(frozen=True, slots=True)
class Waiting:
    """HR is asked to confirm the number, and answers until `until` or never."""

    request_id: str
    until: datetime


class Approval(StrEnum):
    """Who vouches for the number, so that a PIN may go there."""

    QUESTIONS = "questions"
    HR = "hr"


@dataclass(frozen=True, slots=True, repr=False)
class Replacement:
    """A row of the registry that fits in everything but the phone.

    Attributes:
        hr_contact: who helps, as the registry says.
        stage: what is under way; None as long as nothing was begun.
    """

    insured_id: int
    policyholder: str
    hr_contact: str | None = None
    stage: Control | Waiting | Approval | None = None
