"""The registry check with its world."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.form.draft import Draft
from bot.limits import Limits
from bot.use_cases.ports.registry import Insured, PhoneState
from bot.use_cases.registry.check_registry import (
    Attempt,
    CheckRegistry,
    NotFound,
    Outcome,
)
from tests.conftest import FakeClock
from tests.unit.registry_samples import ALLA, TODAY, good
from tests.use_cases.hr_fakes import FakeAttributions
from tests.use_cases.pin_fakes import FakeCharges, FakeRecorder
from tests.use_cases.registry_fakes import FakeActivatedAccounts, FakeRegistry

ROW = Insured(
    id=7,
    policyholder="ООО «Северный маяк»",
    hr_contact="Ольга Ветрова",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
    ended=False,
    phone=PhoneState.SAME,
    has_questions=True,
)


@dataclass
class Desk:
    """The check with its world; each call is another update."""

    clock: FakeClock
    limits: Limits = field(default_factory=Limits)
    registry: FakeRegistry = field(default_factory=FakeRegistry)
    accounts: FakeActivatedAccounts = field(default_factory=FakeActivatedAccounts)
    attributions: FakeAttributions = field(default_factory=FakeAttributions)
    updates: int = 0

    def __post_init__(self) -> None:
        self.charges = FakeCharges(self.clock)
        self.knows(ROW)

    def knows(self, row: Insured, phone: str | None = "+79000000001", **changes: Any) -> None:
        self.registry.known[good(**changes).identity] = (row, phone)

    @property
    def check(self) -> CheckRegistry:
        return CheckRegistry(
            self.registry, self.accounts, self.charges, self.limits, self.attributions
        )

    async def checks(self, draft: Draft, user: int = 1) -> Outcome:
        self.updates += 1
        work = FakeRecorder()
        outcome = await self.check(draft, Attempt(user, self.updates, TODAY), work)
        work.commit()
        return outcome

    async def misses(self, times: int, user: int = 1, **changes: Any) -> None:
        for _ in range(times):
            wrong = replace(ALLA, **{"document_number": "0000 000000"} | changes)
            assert await self.checks(wrong, user) == NotFound()
