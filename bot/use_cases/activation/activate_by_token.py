"""Activation by the button of the mailed page; the chat learns of it by an event."""

from dataclasses import dataclass

from bot.domain.token import token_sha256
from bot.use_cases.account.events import AccountEvent, event_job
from bot.use_cases.activation.activate_account import ActivateAccount
from bot.use_cases.activation.judge_activation import JudgeActivation
from bot.use_cases.ports.activations import Activations
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.web import ActivationState


@dataclass(frozen=True, slots=True)
class ActivateByToken:
    """Implements `bot.web.activation.Activation`."""

    activations: Activations
    judge: JudgeActivation
    activate_account: ActivateAccount
    jobs: JobQueue

    async def look(self, token: str) -> ActivationState:
        """Read only."""
        state, _ = await self.judge(await self.activations.by_token(token_sha256(token)))
        return state

    async def activate(self, token: str) -> ActivationState:
        """Say ACTIVATED to exactly one of any number of presses.

        A press that loses looks again: what made it lose has been committed by then.
        """
        while True:
            activation = await self.activations.by_token(token_sha256(token))
            state, account = await self.judge(activation)
            if activation is None or account is None:
                return state
            event = event_job(AccountEvent.ACTIVATED, activation)
            writes = self.activate_account(activation, account)
            if await self.activations.commit([*writes, self.jobs.add(event)]):
                return ActivationState.ACTIVATED
