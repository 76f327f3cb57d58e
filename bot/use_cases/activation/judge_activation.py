"""Tell what a mailed link is good for, given what became of its account and its e-mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.ports.accounts import Account, Accounts
from bot.use_cases.ports.activations import Activation
from bot.use_cases.ports.web import ActivationState


@dataclass(frozen=True, slots=True)
class JudgeActivation:
    """Reads only."""

    accounts: Accounts
    clock: Callable[[], datetime]

    async def __call__(
        self, activation: Activation | None
    ) -> tuple[ActivationState, Account | None]:
        """Return the state, and the pending account if the state is READY."""
        if activation is None:
            return ActivationState.UNKNOWN, None
        state = activation.state(self.clock())
        if state not in {ActivationState.READY, ActivationState.REPLACED}:
            return state, None
        account = await self.accounts.find(activation.account_id)
        if account is not None and account.activated:
            return ActivationState.ALREADY_ACTIVE, None
        return await self._ready(account) if state is ActivationState.READY else (state, None)

    async def _ready(self, account: Account | None) -> tuple[ActivationState, Account | None]:
        if account is None or await self.accounts.is_taken(account):
            return ActivationState.UNKNOWN, None
        if await self.accounts.is_outdated(account):
            return ActivationState.OUTDATED, None
        return ActivationState.READY, account
