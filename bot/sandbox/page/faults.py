"""What the visitor can let go wrong, each until it is switched back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from bot.sandbox.mail import MailSink
from bot.sandbox.sms import PRICE, SmscEmulator
from bot.sandbox.telegram import Rate, Telegram

_FULL_BALANCE = Decimal(1000)
_SLOW = Rate(per_second=0.25)
_NO_SUCH_MAILBOX = "550 5.1.1 No such mailbox"
_MANY = 1000


class Faults:
    """Switches of the emulators.

    Mail is refused by a second server that takes the place of the sink meanwhile.
    """

    def __init__(self, telegram: Telegram, smsc: SmscEmulator, mail: MailSink) -> None:
        self._telegram, self._smsc, self._mail = telegram, smsc, mail
        self._refusing: MailSink | None = None
        self._phone_off_since: datetime | None = None

    def state(self) -> Mapping[str, object]:
        """Tell what is on; SMS that come after `phone_off_since` wait for the phone."""
        off = self._phone_off_since
        return {
            "sms_refused": self._smsc.balance < PRICE,
            "phone_off": off is not None,
            "phone_off_since": off and off.isoformat(),
            "mail_refused": self._refusing is not None,
            "telegram_slow": self._telegram.flood.per_chat is not None,
        }

    async def switch(self, name: str, *, on: bool) -> None:
        """Let one thing go wrong, or right again; raises KeyError for an unknown name."""
        switches = {
            "sms_refused": self._refuse_sms,
            "phone_off": self._turn_phone_off,
            "mail_refused": self._refuse_mail,
            "telegram_slow": self._slow_telegram_down,
        }
        if self.state()[name] != on:
            await switches[name](on=on)

    async def close(self) -> None:
        if self._refusing:
            await self._refusing.close()

    async def _refuse_sms(self, *, on: bool) -> None:
        self._smsc.balance = Decimal(0) if on else _FULL_BALANCE

    async def _turn_phone_off(self, *, on: bool) -> None:
        self._phone_off_since = datetime.now(UTC) if on else None
        self._smsc.delivered = SmscEmulator.PHONE_OFF if on else SmscEmulator.DELIVERED

    async def _slow_telegram_down(self, *, on: bool) -> None:
        self._telegram.flood.per_chat = _SLOW if on else None

    async def _refuse_mail(self, *, on: bool) -> None:
        await (self._close_mailboxes() if on else self._open_mailboxes())

    async def _close_mailboxes(self) -> None:
        await self._mail.close()
        self._refusing = MailSink()
        for _ in range(_MANY):
            self._refusing.answer("RCPT", _NO_SUCH_MAILBOX)
        await self._refusing.start(self._mail.port)

    async def _open_mailboxes(self) -> None:
        await self.close()
        self._refusing = None
        await self._mail.start(self._mail.port)
