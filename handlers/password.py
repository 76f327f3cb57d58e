"""The password: seen once and hashed; its message is deleted by `handlers.conversation`."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.password import OwnData
from bot.form.draft import Draft
from bot.form.keyboards import Action
from bot.form.order import forget, pass_gates
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.texts import Texts
from bot.use_cases.account.choose_password import ChoosePassword
from bot.use_cases.account.generate_password import GeneratePassword
from bot.use_cases.account.repeat_password import Repeat, RepeatPassword
from handlers.filters import At, Pressed
from handlers.said import Ask, Said, Secret
from handlers.talk import Talk

HARMLESS = {"url", "email", "phone_number", "mention", "hashtag", "cashtag", "bot_command"}
"""Entities that Telegram finds in a text without changing it (Bot API, MessageEntity)."""


def router() -> Router:
    """Take the password, its repetition and «Придумать за меня»."""
    routes = Router(name="password")
    routes.message.register(choose, F.text, At(StepId.PASSWORD))
    routes.message.register(repeat, F.text, At(StepId.PASSWORD_REPEAT))
    routes.callback_query.register(generate, At(StepId.PASSWORD), Pressed(Action.GENERATE))
    return routes


async def choose(
    message: Message, talk: Talk, choose_password: ChoosePassword, texts: Texts
) -> Said:
    if _altered(message):
        return (Ask(Prompt("password-altered"), instead=True),)
    password = message.text or ""
    faults = await choose_password(talk.record, talk.chat_id, password, own_data(talk.draft))
    if faults:
        missing = "\n".join(texts.plain(f"password-{fault}") for fault in faults)
        refusal = Prompt("password-refused", {"faults": missing, "count": len(faults)})
        return (Ask(refusal, instead=True),)
    talk.draft = pass_gates(talk.draft, StepId.PASSWORD)
    return (Ask(),)


async def repeat(message: Message, talk: Talk, repeat_password: RepeatPassword) -> Said:
    outcome = await repeat_password(talk.record, talk.chat_id, message.text or "")
    if outcome is Repeat.SAME:
        talk.draft = pass_gates(talk.draft, StepId.PASSWORD_REPEAT)
        return (Ask(),)
    talk.draft = forget(talk.draft, StepId.PASSWORD)
    which = "password-different" if outcome is Repeat.DIFFERENT else "password-forgotten"
    return (Ask(Prompt(which)),)


async def generate(query: CallbackQuery, talk: Talk, generate_password: GeneratePassword) -> Said:  # noqa: ARG001 - aiogram passes the event
    """Say the password last: above the rules nobody would see it on a phone."""
    await generate_password(talk.record, talk.chat_id)
    talk.draft = pass_gates(talk.draft, StepId.PASSWORD, StepId.PASSWORD_REPEAT)
    return Ask(), Secret("password")


def own_data(draft: Draft) -> OwnData:
    """Return what must not be part of the password (OWASP ASVS 6.2.11)."""
    names = (draft.surname, draft.given_name, draft.patronymic)
    return OwnData(
        names=tuple(name for name in names if name),
        birth_date=draft.birth_date,
        policy_number=draft.policy_number or "",
        document_number=draft.document_number or "",
        phone=draft.phone or "",
        email=draft.email or "",
    )


def _altered(message: Message) -> bool:
    """Clients turn **x** into bold and drop the signs: the password would be another one."""
    return any(entity.type not in HARMLESS for entity in message.entities or ())
