"""What a check found, as one line for the operator."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How bad it is."""

    FINE = "норма"
    WARNING = "внимание"
    FAULT = "сбой"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `subject` is the setting or file it is about, and no value is ever part of it."""

    verdict: Verdict
    subject: str
    text: str

    def in_chat(self) -> str:
        """Return the line for a narrow chat, where columns do not stand below each other."""
        return f"{self.subject}: {self.verdict.value}. {self.text}"

    def __str__(self) -> str:
        return f"{self.verdict.value:<8}  {self.subject}: {self.text}"


def fine(subject: str, text: str) -> Finding:
    return Finding(Verdict.FINE, subject, text)


def warning(subject: str, text: str) -> Finding:
    return Finding(Verdict.WARNING, subject, text)


def fault(subject: str, text: str) -> Finding:
    return Finding(Verdict.FAULT, subject, text)
