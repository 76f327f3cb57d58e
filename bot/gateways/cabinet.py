"""The hand-over to the cabinet: one signed POST of JSON to CABINET_API_URL.

Headers beside `Content-Type: application/json`:
- `X-Timestamp`: seconds since 1970;
- `X-Signature`: hexadecimal HMAC-SHA-256, keyed by CABINET_API_SECRET, over the timestamp, a dot
  and the body exactly as sent. The receiver compares it in constant time and refuses a timestamp
  that is more than some minutes old;
- `Idempotency-Key`: the account's id; the same account may come twice and counts once.

Any 2xx says that the cabinet has the account.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from aiohttp import ClientError, ClientSession, ClientSSLError, ClientTimeout, InvalidURL

from bot.use_cases.ports.cabinet import CabinetAccount, CabinetFault, CabinetRefused

TIMEOUT = ClientTimeout(total=20, connect=5)
WORTH_RETRYING: Final = frozenset({408, 409, 425, 429})


@dataclass(frozen=True, slots=True)
class HttpCabinet:
    """Implements `bot.use_cases.ports.cabinet.Cabinet`."""

    session: ClientSession = field(repr=False)
    url: str
    secret: str = field(repr=False)
    clock: Callable[[], datetime]
    timeout: ClientTimeout = TIMEOUT

    async def hand_over(self, account: CabinetAccount) -> None:
        """See `Cabinet.hand_over`; redirects are refused: they would carry the account away."""
        body = account.to_json().encode()
        headers = self._signed(body) | {"Idempotency-Key": account.id}
        status = await self._post(body, headers)
        if 200 <= status < 300:
            return
        temporary = status >= 500 or status in WORTH_RETRYING
        fault = CabinetFault.TRY_LATER if temporary else CabinetFault.REFUSED
        raise CabinetRefused(fault, f"http-{status}")

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self.clock().timestamp()))
        return {
            "Content-Type": "application/json",
            "X-Timestamp": timestamp,
            "X-Signature": signature(self.secret, timestamp, body),
        }

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with self.session.post(
                self.url, data=body, headers=headers, timeout=self.timeout, allow_redirects=False
            ) as response:
                return response.status
        except InvalidURL:
            raise CabinetRefused(CabinetFault.REFUSED, "address") from None
        except ClientSSLError:
            raise CabinetRefused(CabinetFault.REFUSED, "certificate") from None
        except TimeoutError:
            raise CabinetRefused(CabinetFault.TRY_LATER, "time-out") from None
        except (ClientError, OSError):
            raise CabinetRefused(CabinetFault.TRY_LATER, "connection") from None


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Sign as the module says; for the receiving side as well."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
