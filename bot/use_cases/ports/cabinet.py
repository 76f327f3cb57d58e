"""The insurer's cabinet: where activated accounts are handed over to."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class CabinetPerson:
    """An insured person as the registry names them.

    Attributes:
        identifier: the insurer's own id, if the registry has the column.
        policyholder: the company.
        role: insured or policyholder.
    """

    identifier: str | None
    policyholder: str
    role: str


@dataclass(frozen=True, slots=True, repr=False)
class CabinetAccount:
    """All that the cabinet gets of an activated account."""

    id: str
    email: str
    phone: str
    password_hash: str
    activated_at: datetime
    insured: tuple[CabinetPerson, ...]

    def to_json(self) -> str:
        """One line of an exported file."""
        return json.dumps(self.fields(), ensure_ascii=False)

    def fields(self) -> dict[str, Any]:
        """The same in a request and in an exported file."""
        return {
            "account": self.id,
            "email": self.email,
            "phone": self.phone,
            "password_hash": self.password_hash,
            "activated_at": self.activated_at.isoformat(timespec="seconds"),
            "insured": [
                {
                    "identifier": person.identifier,
                    "policyholder": person.policyholder,
                    "role": person.role,
                }
                for person in self.insured
            ],
        }


class CabinetFault(StrEnum):
    """Whether the same request may succeed later by itself."""

    TRY_LATER = "try_later"
    REFUSED = "refused"
    """The cabinet, or the way to it, must be put right first."""


class CabinetRefused(Exception):
    """It did not take what it was told; `code` is the HTTP status or a word, never its text."""

    def __init__(self, fault: CabinetFault, code: str) -> None:
        super().__init__(f"cabinet refused: {fault} ({code})")
        self.fault = fault
        self.code = code


class Cabinet(Protocol):
    """The way to the cabinet."""

    async def hand_over(self, account: CabinetAccount) -> None:
        """Return once the cabinet has the account as it stands; twice does no harm.

        Raises:
            CabinetRefused: it may not have it.
        """
        ...

    async def erase(self, account_id: str) -> None:
        """Return once the cabinet knows that an account is gone; twice does no harm.

        Raises:
            CabinetRefused: it may not know.
        """
        ...


class CabinetAccounts(Protocol):
    """Activated accounts with everything the cabinet gets."""

    async def find(self, account_id: str) -> CabinetAccount | None:
        """Return an activated account."""
        ...

    def every(self) -> AsyncIterator[CabinetAccount]:
        """Give all activated accounts in the order of their ids."""
        ...
