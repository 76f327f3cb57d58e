"""Mails: what is written, how it leaves, how it can be refused."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in both forms."""

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address; `key` is our own id, the same at every attempt."""

    key: str
    to: str = field(repr=False)
    letter: Letter


class MailFault(StrEnum):
    """Who can do something about a refusal."""

    TRY_LATER = "try_later"
    """Greylisting, a full queue, a network fault: the same mail may go in some minutes."""
    ADDRESS = "address"
    """This address takes no mail: the person corrects it."""
    OPERATOR_FAULT = "operator_fault"
    """Our server, login, certificate or sender: an alarm, then the same mail again."""


class MailRefused(Exception):
    """The server did not take the mail.

    `code` is the SMTP reply code, or a word where there was no reply. After a connection lost at
    the very end the mail may have left all the same; the repeated one has the same Message-ID.
    """

    def __init__(self, fault: MailFault, code: str) -> None:
        super().__init__(f"mail refused: {fault} ({code})")
        self.fault = fault
        self.code = code

    @property
    def permanent(self) -> bool:
        """True if no later attempt at this address can succeed."""
        return self.fault is MailFault.ADDRESS


class MailSender(Protocol):
    """The way out."""

    async def send(self, mail: Mail) -> None:
        """Return once the server has taken the mail.

        Raises:
            MailRefused: it has not.
        """
        ...


class LetterWriter(Protocol):
    """The mails of the product; none carries anything that a person typed."""

    def activation(self, link: str, code: str, valid_until: datetime) -> Letter:
        """Ask to activate the account by the link, or by the 8-digit code typed in the chat."""
        ...

    def account_exists(self) -> Letter:
        """Tell the owner of an activated account that somebody tried to register it again."""
        ...
