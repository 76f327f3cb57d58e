"""SMS.ru over HTTP (sms.ru/api)."""

import json
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

OK = 100
NO_MONEY = 201
REFUSALS = {
    130: RefusalKind.LIMIT,  # this phone: day
    131: RefusalKind.LIMIT,  # this phone: same text, minute
    132: RefusalKind.LIMIT,  # this phone: same text, day
    150: RefusalKind.NUMBER,  # no route
    200: RefusalKind.OPERATOR_FAULT,  # api_id
    NO_MONEY: RefusalKind.OPERATOR_FAULT,
    202: RefusalKind.NUMBER,
    203: RefusalKind.OPERATOR_FAULT,  # no text
    204: RefusalKind.OPERATOR_FAULT,  # sender name not agreed
    205: RefusalKind.OPERATOR_FAULT,  # too long
    206: RefusalKind.OPERATOR_FAULT,  # day limit of the account
    207: RefusalKind.NUMBER,  # no route
    208: RefusalKind.OPERATOR_FAULT,  # time
    209: RefusalKind.OPERATOR_FAULT,  # phone in our own stop-list
    210: RefusalKind.OPERATOR_FAULT,  # use POST
    211: RefusalKind.OPERATOR_FAULT,  # no such method
    212: RefusalKind.OPERATOR_FAULT,  # not UTF-8
    213: RefusalKind.OPERATOR_FAULT,  # too many phones
    214: RefusalKind.NUMBER,  # foreign phone
    215: RefusalKind.NUMBER,  # phone in the stop-list of SMS.ru
    220: RefusalKind.TRY_LATER,
    230: RefusalKind.LIMIT,  # this phone: day
    231: RefusalKind.LIMIT,  # this phone: same text, minute
    232: RefusalKind.LIMIT,  # this phone: same text, day
    233: RefusalKind.LIMIT,  # repeated codes within a short time
    300: RefusalKind.OPERATOR_FAULT,  # token
    301: RefusalKind.OPERATOR_FAULT,  # api_id or login
    302: RefusalKind.OPERATOR_FAULT,  # account not confirmed
    303: RefusalKind.OPERATOR_FAULT,  # confirmation code of the account
    304: RefusalKind.OPERATOR_FAULT,
    305: RefusalKind.OPERATOR_FAULT,
    500: RefusalKind.TRY_LATER,
    901: RefusalKind.OPERATOR_FAULT,  # callback
    902: RefusalKind.OPERATOR_FAULT,
}
STATUSES = {
    -1: DeliveryStatus.NOT_FOUND,
    100: DeliveryStatus.WAITING,
    101: DeliveryStatus.HANDED_OVER,
    102: DeliveryStatus.HANDED_OVER,
    103: DeliveryStatus.DELIVERED,
    104: DeliveryStatus.EXPIRED,
    105: DeliveryStatus.REJECTED,  # deleted by the operator
    106: DeliveryStatus.UNREACHABLE,  # fault of the phone
    107: DeliveryStatus.REJECTED,  # failed for an unknown reason
    108: DeliveryStatus.REJECTED,
    110: DeliveryStatus.READ,
    NO_MONEY: DeliveryStatus.NO_MONEY,
}
STATUS_OF_REFUSAL = {
    RefusalKind.NUMBER: DeliveryStatus.NUMBER_FAULT,
    RefusalKind.LIMIT: DeliveryStatus.REJECTED,
    RefusalKind.OPERATOR_FAULT: DeliveryStatus.REJECTED,
    RefusalKind.TRY_LATER: DeliveryStatus.WAITING,
}


@dataclass(frozen=True, slots=True)
class SmsRuGateway:
    """One account at SMS.ru."""

    account: SmsAccount
    forms: Forms

    @property
    def name(self) -> str:
        """The name from SMS_URL."""
        return self.account.name

    @property
    def idempotent(self) -> bool:
        """False: SMS.ru takes no id of ours."""
        return False

    async def send(self, sms: Sms) -> Accepted:
        """See `SmsGateway.send`; an outer OK alone does not mean that the message was taken."""
        fields = {"to": sms.phone.removeprefix("+"), "msg": sms.text}
        if self.account.sender:
            fields["from"] = self.account.sender
        if sms.ttl_minutes:
            fields["ttl"] = str(sms.ttl_minutes)
        url = f"{self.account.base_url}/sms/send"
        answer = self._answer(await self.forms.submit(url, self._fields(fields)))
        return self._accepted(self._only_message(answer), answer)

    async def status(self, provider_id: str, phone: str) -> DeliveryStatus:  # noqa: ARG002 - SMS.ru asks for no phone
        """See `SmsGateway.status`."""
        answer = await self._ask("sms/status", sms_id=provider_id)
        try:
            code = _code(self._only_message(answer))
        except SmsUncertain:
            return DeliveryStatus.UNKNOWN
        return delivery_status(code)

    async def balance(self) -> Decimal:
        """See `SmsGateway.balance`."""
        amount = money((await self._ask("my/balance")).get("balance"))
        if amount is None:
            raise SmsRefused(RefusalKind.TRY_LATER, "no-balance", self.name)
        return amount

    async def _ask(self, method: str, **fields: str) -> dict[str, Any]:
        url = f"{self.account.base_url}/{method}"
        body = await self.forms.inquire(url, self._fields(fields))
        try:
            return self._answer(body)
        except SmsUncertain as unclear:
            raise SmsRefused(RefusalKind.TRY_LATER, unclear.code, self.name) from None

    def _fields(self, fields: dict[str, str]) -> dict[str, str]:
        return {"api_id": self.account.login, "json": "1", **fields}

    def _answer(self, body: str) -> dict[str, Any]:
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise SmsUncertain("unreadable", self.name)
        self._check(answer)
        return answer

    def _only_message(self, answer: dict[str, Any]) -> dict[str, Any]:
        messages = answer.get("sms")
        found = list(messages.values()) if isinstance(messages, dict) else []
        if len(found) != 1 or not isinstance(found[0], dict):
            raise SmsUncertain("no-message", self.name)
        message: dict[str, Any] = found[0]
        return message

    def _check(self, answer: dict[str, Any]) -> None:
        code = _code(answer)
        if code is None:
            raise SmsUncertain("no-code", self.name)
        if code != OK:
            kind = REFUSALS.get(code, RefusalKind.OPERATOR_FAULT)
            raise SmsRefused(kind, str(code), self.name)

    def _accepted(self, message: dict[str, Any], answer: dict[str, Any]) -> Accepted:
        self._check(message)
        if not message.get("sms_id"):
            raise SmsUncertain("no-id", self.name)
        cost, balance = money(message.get("cost")), money(answer.get("balance"))
        return Accepted(self.name, str(message["sms_id"]), cost, balance)


def delivery_status(code: int | None) -> DeliveryStatus:
    """Read the code of one message; the codes of refusals may come as statuses too."""
    if code in STATUSES:
        return STATUSES[code]
    if code in REFUSALS:
        return STATUS_OF_REFUSAL[REFUSALS[code]]
    return DeliveryStatus.UNKNOWN


def _code(answer: dict[str, Any]) -> int | None:
    try:
        return int(answer["status_code"])
    except (KeyError, TypeError, ValueError):
        return None
