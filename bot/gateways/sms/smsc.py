"""SMSC.ru over HTTP (smsc.ru/api/http)."""

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.gateways.sms.http import Forms, money
from bot.gateways.sms.url import SmsAccount
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    RefusalKind,
    Sms,
    SmsRefused,
    SmsUncertain,
)

REFUSALS = {
    1: RefusalKind.OPERATOR_FAULT,  # wrong parameters
    2: RefusalKind.OPERATOR_FAULT,  # login or password
    3: RefusalKind.OPERATOR_FAULT,  # no money
    4: RefusalKind.TRY_LATER,  # address blocked for a while after many errors
    5: RefusalKind.OPERATOR_FAULT,  # date format
    6: RefusalKind.OPERATOR_FAULT,  # text or sender name forbidden
    7: RefusalKind.NUMBER,  # phone format
    8: RefusalKind.NUMBER,  # cannot be delivered to this phone
    9: RefusalKind.LIMIT,  # same request again within a minute: the first may have left
}
STATUSES = {
    -3: DeliveryStatus.NOT_FOUND,
    -2: DeliveryStatus.REJECTED,  # stopped
    -1: DeliveryStatus.WAITING,
    0: DeliveryStatus.HANDED_OVER,
    1: DeliveryStatus.DELIVERED,
    2: DeliveryStatus.READ,
    3: DeliveryStatus.EXPIRED,
    4: DeliveryStatus.READ,  # its link was opened
    20: DeliveryStatus.REJECTED,  # impossible to deliver
    22: DeliveryStatus.NUMBER_FAULT,
    23: DeliveryStatus.REJECTED,  # forbidden
    24: DeliveryStatus.NO_MONEY,
    25: DeliveryStatus.NUMBER_FAULT,  # takes no messages
}
# The operator's reason says more than the status, unless the message has arrived or expired.
REASONS = {
    1: DeliveryStatus.NUMBER_FAULT,  # no such subscriber
    6: DeliveryStatus.UNREACHABLE,  # not in the network
    11: DeliveryStatus.UNREACHABLE,  # no service
    12: DeliveryStatus.UNREACHABLE,  # fault of the phone or its SIM
    13: DeliveryStatus.NUMBER_FAULT,  # subscriber blocked
    21: DeliveryStatus.NUMBER_FAULT,  # takes no SMS
    219: DeliveryStatus.SIM_CHANGED,
    248: DeliveryStatus.NUMBER_FAULT,  # no route
    249: DeliveryStatus.NUMBER_FAULT,  # number format
    250: DeliveryStatus.REJECTED,  # number barred, or over a limit
    251: DeliveryStatus.REJECTED,
    252: DeliveryStatus.REJECTED,
    253: DeliveryStatus.REJECTED,  # spam filter
    254: DeliveryStatus.REJECTED,  # sender name not registered
    255: DeliveryStatus.REJECTED,  # refused by the operator
}
CONCLUSIVE = {
    DeliveryStatus.DELIVERED,
    DeliveryStatus.READ,
    DeliveryStatus.EXPIRED,
    DeliveryStatus.NOT_FOUND,
    DeliveryStatus.NO_MONEY,
}
TEXT_ERROR = re.compile(r"ERROR\s*=\s*(\d+)")


@dataclass(frozen=True, slots=True)
class SmscGateway:
    """One account at SMSC.ru."""

    account: SmsAccount
    forms: Forms

    @property
    def name(self) -> str:
        """The name from SMS_URL."""
        return self.account.name

    @property
    def idempotent(self) -> bool:
        """False: SMSC.ru takes our id, but says that ids need not be unique."""
        return False

    async def send(self, sms: Sms) -> Accepted:
        """See `SmsGateway.send`; the id is known beforehand, so an uncertain send has it too."""
        own_id = message_id(sms.key)
        try:
            body = await self.forms.submit(self._url("send"), self._message(sms))
            return self._accepted(self._answer(body))
        except SmsUncertain as unclear:
            raise SmsUncertain(unclear.code, self.name, own_id) from None

    async def status(self, provider_id: str, phone: str) -> DeliveryStatus:
        """See `SmsGateway.status`; more than 5 questions a minute are refused."""
        answer = await self._ask("status", id=provider_id, phone=phone, all="0")
        try:
            status, reason = int(answer["status"]), int(answer.get("err") or 0)
        except (KeyError, TypeError, ValueError):
            return DeliveryStatus.UNKNOWN
        found = STATUSES.get(status, DeliveryStatus.UNKNOWN)
        return found if found in CONCLUSIVE else REASONS.get(reason, found)

    async def balance(self) -> Decimal:
        """See `SmsGateway.balance`."""
        amount = money((await self._ask("balance")).get("balance"))
        if amount is None:
            raise SmsRefused(RefusalKind.TRY_LATER, "no-balance", self.name)
        return amount

    async def _ask(self, method: str, **fields: str) -> dict[str, Any]:
        body = await self.forms.inquire(self._url(method), self._fields(fields))
        try:
            return self._answer(body)
        except SmsUncertain as unclear:
            raise SmsRefused(RefusalKind.TRY_LATER, unclear.code, self.name) from None

    def _url(self, method: str) -> str:
        return f"{self.account.base_url}/sys/{method}.php"

    def _fields(self, fields: dict[str, str]) -> dict[str, str]:
        # Without charset SMSC.ru reads windows-1251; fmt=3 asks for JSON.
        login = {"login": self.account.login, "psw": self.account.password}
        return {**login, "fmt": "3", "charset": "utf-8", **fields}

    def _message(self, sms: Sms) -> dict[str, str]:
        fields = {"phones": sms.phone, "mes": sms.text, "id": message_id(sms.key), "cost": "3"}
        if self.account.sender:
            fields["sender"] = self.account.sender
        if sms.ttl_minutes:
            fields["valid"] = str(-(-sms.ttl_minutes // 60))  # whole hours, at least one
        return self._fields(fields)

    def _answer(self, body: str) -> dict[str, Any]:
        """Read JSON, or the text form of an error that comes even when JSON was asked for."""
        if spoken := TEXT_ERROR.search(body):
            raise self._refused(spoken[1])
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise SmsUncertain("unreadable", self.name)
        if "error_code" in answer or "error" in answer:
            raise self._refused(answer.get("error_code"))
        return answer

    def _refused(self, code: object) -> SmsRefused:
        number = int(str(code)) if str(code).isdecimal() else 0
        kind = REFUSALS.get(number, RefusalKind.OPERATOR_FAULT)
        return SmsRefused(kind, str(number), self.name)

    def _accepted(self, answer: dict[str, Any]) -> Accepted:
        if not answer.get("id"):
            raise SmsUncertain("no-id", self.name)
        cost, balance = money(answer.get("cost")), money(answer.get("balance"))
        return Accepted(self.name, str(answer["id"]), cost, balance)


def message_id(key: str) -> str:
    """Our own id in the form SMSC.ru takes: a number from 1 to 2147483647."""
    digest = hashlib.sha256(key.encode()).digest()
    return str(int.from_bytes(digest[:4], "big") % 2147483647 + 1)
