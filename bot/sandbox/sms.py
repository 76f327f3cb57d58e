"""SMSC.ru and SMS.ru as they behave over HTTP, and the phone where their messages arrive."""

import re
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qs, quote

from bot.sandbox.faulty_http import HOST, Fault, FaultyHttp
from bot.sandbox.ledger import Ledger

PRICE = Decimal("4.10")
REPEAT_SECONDS = 60
PHONE = re.compile(r"\+?7\d{10}")
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class ArrivedSms:
    """One message on a phone; `clock` is when it came by the emulator's clock, in seconds."""

    gateway: str
    provider_id: str
    phone: str
    text: str
    sender: str = ""
    clock: float = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def pin(self) -> str | None:
        """The six digits of the text, if there are any."""
        found = re.search(r"\b\d{6}\b", self.text)
        return found[0] if found else None

    def as_json(self) -> dict[str, object]:
        """Give what the sandbox page shows."""
        return {
            "gateway": self.gateway,
            "id": self.provider_id,
            "phone": self.phone,
            "text": self.text,
            "sender": self.sender,
            "at": self.at.isoformat(),
        }


class SmsInbox:
    """Every phone of the sandbox; several gateways may deliver into it."""

    def __init__(self) -> None:
        self._ledger: Ledger[ArrivedSms] = Ledger()

    @property
    def messages(self) -> list[ArrivedSms]:
        """All that came, oldest first."""
        return self._ledger.entries

    @property
    def last_pin(self) -> str:
        """The newest code that came to any phone."""
        return next(sms.pin for sms in reversed(self.messages) if sms.pin)

    async def waits_for(self, phone: str, count: int = 1) -> ArrivedSms:
        """Give the `count`-th message to this phone (E.164), waiting until it is there."""
        return await self._ledger.wait_for(lambda sms: sms.phone == phone, count)

    async def subscribe(self) -> AsyncGenerator[dict[str, object], None]:
        """Give all messages so far and then each new one, ready for JSON."""
        async with aclosing(self._ledger.follow()) as arrivals:
            async for sms in arrivals:
                yield sms.as_json()

    def deliver(self, sms: ArrivedSms) -> None:
        """Let the message appear on its phone."""
        self._ledger.add(sms)

    def find(self, provider_id: str) -> ArrivedSms | None:
        """Give the last message with this id, as gateways do."""
        found = (sms for sms in reversed(self.messages) if sms.provider_id == provider_id)
        return next(found, None)


class SmscEmulator:
    """SMSC.ru: /sys/send.php, /sys/status.php, /sys/balance.php.

    Attributes:
        balance: roubles left; a message costs `PRICE`.
        statuses: (status, err) of single messages by id, before `delivered` applies.
        delivered: (status, err) of all other messages, `seconds_to_deliver` after they came.
        refuse_repeats: code 9 for the same id, or text and phone, within a minute.
    """

    ON_ITS_WAY = (0, 0)
    DELIVERED = (1, 0)
    PHONE_OFF = (0, 6)
    SIM_CHANGED = (20, 219)

    def __init__(
        self,
        inbox: SmsInbox,
        *,
        login: str = "sandbox",
        password: str = "sandbox",  # noqa: S107 - of the emulator only
        clock: Clock = time.monotonic,
    ) -> None:
        self._inbox, self._clock = inbox, clock
        self._login, self._password = login, password
        self.balance = Decimal(1000)
        self.statuses: dict[str, tuple[int, int]] = {}
        self.delivered = self.DELIVERED
        self.seconds_to_deliver = 0.0
        self.refuse_repeats = False
        methods = {"send": self._send, "status": self._status, "balance": self._balance}
        paths = {f"/sys/{name}.php": method for name, method in methods.items()}
        self.server = FaultyHttp({path: self._guarded(paths[path]) for path in paths})

    @property
    def url(self) -> str:
        """The SMS_URL that leads here."""
        login = f"{quote(self._login, safe='')}:{quote(self._password, safe='')}"
        return f"smsc://{login}@{HOST}:{self.server.port}?sender=SANDBOX&tls=off"

    def fail(self, fault: Fault, method: str = "send") -> None:
        """Let the next request of the method fail."""
        self.server.fail(f"/sys/{method}.php", fault)

    def refuse(self, code: int, method: str = "send") -> None:
        """Let the next request of the method be answered by an error code."""
        self.fail(Fault(body=f'{{"error": "refused", "error_code": {code}}}'), method)

    def _guarded(
        self, method: Callable[[Mapping[str, str]], Mapping[str, object]]
    ) -> Callable[[str], Mapping[str, object]]:
        def answer(form: str) -> Mapping[str, object]:
            fields = _fields(form, default_charset="windows-1251")
            if (fields.get("login"), fields.get("psw")) != (self._login, self._password):
                return _smsc_error(2, "authorise error")
            return method(fields)

        return answer

    def _send(self, fields: Mapping[str, str]) -> Mapping[str, object]:
        phone, text = fields.get("phones", ""), fields.get("mes", "")
        if not phone or not text:
            return _smsc_error(1, "parameters error")
        if not PHONE.fullmatch(phone):
            return _smsc_error(7, "invalid number")
        if self.balance < PRICE:
            return _smsc_error(3, "no money")
        own_id = fields.get("id") or str(len(self._inbox.messages) + 1)
        if self.refuse_repeats and self._is_repeat(own_id, _e164(phone), text):
            return _smsc_error(9, "duplicate request, wait a minute")
        self.balance -= PRICE
        sender = fields.get("sender", "SMSC.RU")
        sms = ArrivedSms("smsc", own_id, _e164(phone), text, sender, self._clock())
        self._inbox.deliver(sms)
        costs = {"cost": str(PRICE), "balance": str(self.balance)}
        return {"id": int(own_id), "cnt": 1, **(costs if fields.get("cost") == "3" else {})}

    def _is_repeat(self, own_id: str, phone: str, text: str) -> bool:
        since = self._clock() - REPEAT_SECONDS
        return any(
            sms.clock > since
            and (sms.provider_id == own_id or (sms.phone, sms.text) == (phone, text))
            for sms in self._inbox.messages
        )

    def _status(self, fields: Mapping[str, str]) -> Mapping[str, object]:
        sms = self._inbox.find(fields.get("id", ""))
        if not sms or sms.phone != _e164(fields.get("phone", "")):
            return {"status": -3, "last_date": "", "last_timestamp": 0}
        status, err = self.statuses.get(sms.provider_id, self._progress(sms))
        when = int(sms.at.timestamp())
        return {
            "status": status,
            "last_timestamp": when,
            "flag": 0,
            "err": err,
            "id": sms.provider_id,
        }

    def _progress(self, sms: ArrivedSms) -> tuple[int, int]:
        arrived = self._clock() >= sms.clock + self.seconds_to_deliver
        return self.delivered if arrived else self.ON_ITS_WAY

    def _balance(self, _fields: Mapping[str, str]) -> Mapping[str, object]:
        return {"balance": str(self.balance)}


class SmsRuEmulator:
    """SMS.ru: /sms/send, /sms/status, /my/balance.

    Attributes:
        balance: roubles left; a message costs `PRICE`.
        statuses: codes of single messages by id; all others are delivered (103).
    """

    def __init__(self, inbox: SmsInbox, *, api_id: str = "SANDBOX-API-ID") -> None:
        self._inbox, self._api_id = inbox, api_id
        self.balance = Decimal(1000)
        self.statuses: dict[str, int] = {}
        paths = {
            "/sms/send": self._send,
            "/sms/status": self._status,
            "/my/balance": self._balance,
        }
        self.server = FaultyHttp({path: self._guarded(paths[path]) for path in paths})

    @property
    def url(self) -> str:
        """The SMS_URL that leads here."""
        login = quote(self._api_id, safe="")
        return f"smsru://{login}@{HOST}:{self.server.port}?sender=SANDBOX&tls=off"

    def fail(self, fault: Fault, path: str = "/sms/send") -> None:
        """Let the next request of the path fail."""
        self.server.fail(path, fault)

    def refuse(self, code: int, *, inside: bool = True) -> None:
        """Let the next send be answered by an error code, within an OK or at once."""
        error = f'"status": "ERROR", "status_code": {code}, "status_text": "refused"'
        within = f'"status": "OK", "status_code": 100, "sms": {{"79000000000": {{{error}}}}}'
        self.fail(Fault(body=f"{{{within if inside else error}}}"))

    def _guarded(
        self, method: Callable[[Mapping[str, str]], Mapping[str, object]]
    ) -> Callable[[str], Mapping[str, object]]:
        def answer(form: str) -> Mapping[str, object]:
            fields = _fields(form, default_charset="utf-8")
            return method(fields) if fields.get("api_id") == self._api_id else _smsru_error(200)

        return answer

    def _send(self, fields: Mapping[str, str]) -> Mapping[str, object]:
        phone, text = fields.get("to", ""), fields.get("msg", "")
        result = self._accept(phone, text, fields.get("from", ""))
        return {**_smsru_ok(), "sms": {phone: result}, "balance": float(self.balance)}

    def _accept(self, phone: str, text: str, sender: str) -> Mapping[str, object]:
        if not PHONE.fullmatch(phone):
            return _smsru_error(202)
        if not text:
            return _smsru_error(203)
        if self.balance < PRICE:
            return _smsru_error(201)
        self.balance -= PRICE
        own_id = f"000000-{10000000 + len(self._inbox.messages)}"
        self._inbox.deliver(ArrivedSms("smsru", own_id, _e164(phone), text, sender))
        return {**_smsru_ok(), "sms_id": own_id}

    def _status(self, fields: Mapping[str, str]) -> Mapping[str, object]:
        own_id = fields.get("sms_id", "")
        known = self._inbox.find(own_id)
        code = self.statuses.get(own_id, 103) if known else -1
        one = {"status": "OK" if known else "ERROR", "status_code": code, "cost": float(PRICE)}
        return {**_smsru_ok(), "sms": {own_id: one}, "balance": float(self.balance)}

    def _balance(self, _fields: Mapping[str, str]) -> Mapping[str, object]:
        return {**_smsru_ok(), "balance": float(self.balance)}


def _fields(form: str, default_charset: str) -> dict[str, str]:
    charset = parse_qs(form).get("charset", [default_charset])[0]
    pairs = parse_qs(form, encoding=charset, errors="replace")
    return {name: values[-1] for name, values in pairs.items()}


def _e164(phone: str) -> str:
    return "+" + phone.removeprefix("+")


def _smsc_error(code: int, words: str) -> dict[str, object]:
    return {"error": words, "error_code": code}


def _smsru_ok() -> dict[str, object]:
    return {"status": "OK", "status_code": 100}


def _smsru_error(code: int) -> dict[str, object]:
    return {"status": "ERROR", "status_code": code, "status_text": "refused"}
