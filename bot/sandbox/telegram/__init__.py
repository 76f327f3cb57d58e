"""Telegram's Bot API on the loopback address, for one bot and any number of invented people.

telegram = Telegram()
address = await telegram.start()              # give it to the bot with telegram.token
anna = telegram.person(42, "Анна", phone="79990000001")
await anna.starts("payload")
await anna.sees("Здравствуйте")               # sent or edited since the last action
await anna.clicks("Начать")                   # waits for the button
await anna.says("Иванова Анна")
await anna.clicks("Отправить мой номер")      # shares the own contact
assert anna.last.spoilers == ("4510 123456",)
telegram.faults.next("sendMessage", status=429, retry_after=2)
telegram.redeliver(telegram.ledger.updates[-1].update_id)
assert not telegram.ledger.unacknowledged()
await telegram.stop()
"""

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.contents import Kind, Origin, forwarded, replying, via_bot
from bot.sandbox.telegram.flood import Rate
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.ledger import Call, GivenUpdate
from bot.sandbox.telegram.messages import Button, Entity, Message, Toast
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.telegram import TOKEN, Telegram
from bot.sandbox.telegram.watching import NotSeenError

__all__ = [
    "TOKEN",
    "Button",
    "Call",
    "Chat",
    "Entity",
    "GivenUpdate",
    "Group",
    "Kind",
    "Message",
    "NotSeenError",
    "Origin",
    "Person",
    "Rate",
    "Telegram",
    "Toast",
    "forwarded",
    "replying",
    "via_bot",
]
