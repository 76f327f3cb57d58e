"""Everything the page shows, whole and change by change."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.mail import MailSink
from bot.sandbox.page.cast import Cast
from bot.sandbox.page.faults import Faults
from bot.sandbox.page.history import History
from bot.sandbox.page.news import News
from bot.sandbox.page.samples import Sample
from bot.sandbox.sms import SmsInbox
from bot.sandbox.telegram import Telegram

LETTER_LINE = ("to", "subject", "text", "links", "code", "at")


@dataclass(frozen=True, slots=True)
class Scene:
    """Gathers the news of the emulators for `news`."""

    telegram: Telegram
    cast: Cast
    faults: Faults
    samples: Mapping[str, Sample]
    sms: History
    letters: History
    news: News

    def snapshot(self) -> dict[str, Any]:
        """Return the scene as JSON; a mail's HTML is fetched by itself."""
        return {
            "type": "snapshot",
            **self._people(),
            "samples": [sample.as_json() for sample in self.samples.values()],
            "sms": self.sms.entries,
            "letters": [letter_line(entry) for entry in self.letters.entries],
            "faults": self.faults.state(),
        }

    def tell_personas(self) -> None:
        self.news.publish({"type": "personas", **self._people()})

    def tell_faults(self) -> None:
        self.news.publish({"type": "faults", "faults": self.faults.state()})

    async def follow(self, inbox: SmsInbox, mail: MailSink) -> None:
        """Pass on what happens in the emulators, without end.

        The inbox begins with the SMS of earlier runs, the mailboxes begin empty.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow_telegram())
            group.create_task(self.sms.collect(inbox.subscribe(), len(self.sms.entries)))
            group.create_task(self.letters.collect(mail.subscribe()))

    def _people(self) -> dict[str, Any]:
        chats = {p.chat: self.telegram.snapshot(p.chat) for p in self.cast.personas}
        return {"personas": self.cast.as_json(), "chats": chats}

    async def _follow_telegram(self) -> None:
        async for change in self.telegram.changes():
            if change["type"] == "commands":
                self._publish_commands()
            else:
                self.news.publish(change)

    def _publish_commands(self) -> None:
        """Tell each chat its own: scopes differ."""
        for persona in self.cast.personas:
            commands = self.telegram.snapshot(persona.chat)["commands"]
            change = {"type": "commands", "chat_id": persona.chat, "commands": commands}
            self.news.publish(change)


def letter_line(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mail as the list shows it."""
    return {name: entry[name] for name in ("number", *LETTER_LINE)}
