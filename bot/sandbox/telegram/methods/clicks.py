"""answerCallbackQuery."""

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.messages import Toast
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.units import utf16_length
from bot.sandbox.telegram.world import World

_TEXT_LIMIT = 200


def answer_callback_query(world: World, params: Params) -> bool:
    click_id = params.text("callback_query_id")
    click = world.clicks.get(click_id)
    if click is None or world.clock() - click.time > world.options.click_seconds:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(params.text("text")) > _TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if not click.answered:
        # The person's client has what it waited for: a second answer is taken and not shown.
        click.answered = True
        chat = world.chats[click.chat_id]
        toast = Toast(params.text("text"), params.flag("show_alert"))
        chat.toasts.append(toast)
        world.announce(chat, "toast", click_id=click_id, text=toast.text, alert=toast.alert)
    return True
