"""The picture with signs: slows scripts down before the registry is asked."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.form.keyboards import Action
from bot.form.order import pass_gates
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.use_cases.captcha.new_captcha import NewCaptcha
from bot.use_cases.captcha.solve_captcha import CaptchaOutcome, SolveCaptcha
from handlers.filters import At, Pressed
from handlers.registry import RegistryDesk
from handlers.said import Ask, Said
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class CaptchaDoor:
    """Whether a picture is asked for at all, and what opens the door."""

    required: bool
    new: NewCaptcha
    solve: SolveCaptcha

    async def is_open(self, talk: Talk) -> bool:
        if not self.required:
            return True
        if not await self.solve.still_holds(talk.chat_id):
            return False
        self.solve.use_up(talk.record, talk.chat_id)
        return True

    async def knock(self, talk: Talk, signs: str) -> CaptchaOutcome:
        """The check that follows a solved picture is the first of those it opens."""
        outcome = await self.solve(talk.record, talk.chat_id, signs)
        if outcome is CaptchaOutcome.SOLVED:
            self.solve.use_up(talk.record, talk.chat_id)
        return outcome

    def show(self, talk: Talk) -> None:
        self.new(talk.record, talk.chat_id)


def router() -> Router:
    """Take the typed signs and «Обновить»."""
    routes = Router(name="captcha")
    at_captcha = At(StepId.CAPTCHA)
    routes.message.register(read_signs, F.text, at_captcha)
    routes.callback_query.register(refresh, at_captcha, Pressed(Action.REFRESH))
    return routes


async def read_signs(
    message: Message, talk: Talk, captcha: CaptchaDoor, registry: RegistryDesk
) -> Said:
    outcome = await captcha.knock(talk, message.text or "")
    if outcome is not CaptchaOutcome.SOLVED:
        return (Ask(Prompt(f"captcha-{outcome}")),)
    talk.draft = pass_gates(talk.draft, StepId.CAPTCHA)
    return await registry.check(talk, talk.chat_id)


async def refresh(query: CallbackQuery, talk: Talk, captcha: CaptchaDoor) -> Said:  # noqa: ARG001 - aiogram passes the event
    captcha.show(talk)
    return (Ask(),)
