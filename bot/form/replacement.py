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

    def back(self) -> "Control | None":
        """The question before this one; None before the first."""
        return Control(self.questions, self.answers[:-1]) if self.answers else None

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


class SentToHr(StrEnum):
    """Why the person has to speak to HR themselves."""

    NO_QUESTIONS = "no-questions"
    FORGOTTEN = "forgotten"
    """The person does not remember the answers; they may still be asked."""
    USED_UP = "used-up"
    """The answers to the control questions were wrong too often."""
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    SUPERSEDED = "superseded"
    """A number was confirmed for another chat."""
    OVERRULED = "overruled"
    """HR has put another number into the contract."""

    @property
    def after_request(self) -> bool:
        """Whether HR was asked through the bot, and can be asked again."""
        return self not in {SentToHr.NO_QUESTIONS, SentToHr.FORGOTTEN, SentToHr.USED_UP}


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
    stage: Control | Waiting | Approval | SentToHr | None = None
