"""Whatever nobody took: old buttons, odd content, edited messages. The question is asked again."""

from aiogram import Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.form.prompts import Prompt
from handlers.said import Ask, Hint, Said
from handlers.talk import Talk


def router() -> Router:
    """Take everything; included last."""
    routes = Router(name="fallback")
    routes.callback_query.register(answer_old_button)
    routes.edited_message.register(answer_edit)
    routes.message.register(repeat_question)
    routes.my_chat_member.register(say_nothing)
    return routes


async def answer_old_button(query: CallbackQuery, talk: Talk) -> Said:
    """A second tap on a message that has moved on already says nothing new."""
    if query.message is not None and query.message.message_id == talk.prompt_id:
        return (Ask(),)
    return (Hint(Prompt("old-button")), Ask())


async def answer_edit(edited_message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("edited-message")),)


async def repeat_question(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    """Only gates get here: questions refuse what they cannot read by themselves."""
    if talk.due is None:
        return (Ask(),)
    return (Ask(Prompt(f"not-understood-{talk.due}")),)


async def say_nothing(update: ChatMemberUpdated) -> Said:  # noqa: ARG001 - aiogram passes it
    """A person blocked or unblocked the bot: the sender finds out when it sends."""
    return ()
