"""What can come of asking for a PIN."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PinOrdered:
    """A message is on its way to the gateway.

    Attributes:
        resend_at: when another one may be asked for.
        new_code: it carries a code that no earlier message carried.
    """

    resend_at: datetime
    new_code: bool


@dataclass(frozen=True, slots=True)
class PinKept:
    """No message leaves: the code of the last one counts; another may be asked for at `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class PinPause:
    """A message has just gone to this phone, whoever asked for it."""

    until: datetime


@dataclass(frozen=True, slots=True)
class PinLimit:
    """Too many messages to this phone, for this person or near this number; or wrong guesses."""

    until: datetime


@dataclass(frozen=True, slots=True)
class HrOnly:
    """So many wrong guesses that a code does not help any more."""


@dataclass(frozen=True, slots=True)
class BudgetSpent:
    """The operator's messages of the day are used up; the operator has been alarmed."""

    until: datetime


PinRefused = PinPause | PinLimit | HrOnly | BudgetSpent
