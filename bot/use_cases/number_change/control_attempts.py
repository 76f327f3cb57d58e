"""How often somebody may answer the control questions of a row: keyed by the row, not the chat."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.allowance import Allowance
from bot.limits import Limits
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.storage import Write

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ControlAttempts:
    """All questions at once are one attempt."""

    charges: Charges
    limits: Limits

    async def used_up(self, insured_id: int) -> bool:
        try:
            await self.charges.look([self.charge_of(insured_id)])
        except LimitReached:
            return True
        return False

    async def take(self, insured_id: int, cause: int) -> bool:
        """Charge one before anything is compared; False if there is none left."""
        try:
            await self.charges.charge([self.charge_of(insured_id)], cause)
        except LimitReached:
            return False
        return True

    async def left(self, insured_id: int) -> int:
        used = await self.charges.used(self.charge_of(insured_id))
        return max(self.limits.question_attempts_per_month - used, 0)

    def give_back(self, insured_id: int, cause: int) -> Write:
        return self.charges.give_back([self.charge_of(insured_id)], cause)

    def charge_of(self, insured_id: int) -> Charge:
        allowance = Allowance(self.limits.question_attempts_per_month, MONTH)
        return Charge(Rule("control.answers", (allowance,)), str(insured_id))
