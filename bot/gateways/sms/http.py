"""One POST to a gateway; transport faults are told apart by whether anything can have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)

from bot.use_cases.ports.sms import RefusalKind, SmsRefused, SmsUncertain

TIMEOUT = ClientTimeout(total=15, connect=5)
# A reused connection that the server has just closed looks like an answer lost in transit.
FRESH_CONNECTION = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Forms:
    """Sends forms to one gateway.

    Credentials and text travel in the body: addresses end up in logs and exceptions.
    """

    session: ClientSession
    gateway: str
    timeout: ClientTimeout = TIMEOUT

    async def submit(self, url: str, fields: Mapping[str, str]) -> str:
        """Send a form that causes something and give the answer's text.

        Raises:
            SmsRefused: the request had no effect.
            SmsUncertain: it may have had one.
        """
        try:
            status, body = await self._post(url, fields)
        except (ClientConnectorError, ConnectionTimeoutError, InvalidURL):
            raise SmsRefused(RefusalKind.TRY_LATER, "no-connection", self.gateway) from None
        except TimeoutError:
            raise SmsUncertain("time-out", self.gateway) from None
        except (ClientError, OSError):
            raise SmsUncertain("connection-cut", self.gateway) from None
        self._check(status)
        return body

    async def inquire(self, url: str, fields: Mapping[str, str]) -> str:
        """Send a form that only asks: whatever fails can be asked again."""
        try:
            return await self.submit(url, fields)
        except SmsUncertain as unclear:
            raise SmsRefused(RefusalKind.TRY_LATER, unclear.code, self.gateway) from None

    async def _post(self, url: str, fields: Mapping[str, str]) -> tuple[int, str]:
        async with self.session.post(
            url,
            data=fields,
            timeout=self.timeout,
            allow_redirects=False,
            headers=FRESH_CONNECTION,
        ) as response:
            return response.status, (await response.read()).decode(errors="replace")

    def _check(self, status: int) -> None:
        if status >= 500:
            raise SmsUncertain(f"http-{status}", self.gateway)
        if status == 429:
            raise SmsRefused(RefusalKind.TRY_LATER, "http-429", self.gateway)
        if status != 200:
            raise SmsRefused(RefusalKind.OPERATOR_FAULT, f"http-{status}", self.gateway)


def money(value: object) -> Decimal | None:
    """Read an amount that gateways write as a number or as text; None for anything else."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
