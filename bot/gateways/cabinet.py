"""What the cabinet is told: one signed POST of JSON to CABINET_API_URL.

`action` says what the body is about:
- `save`: the account as it stands now, in place of whatever the cabinet has under its id. It comes
  at the activation, and again when a policy or a child was added: `insured` then has them all;
- `erase`: the person withdrew the consent, `account` is gone here. What the cabinet closes, and
  when, is the insurer's own procedure; an id it does not know may be answered by 410.

Headers beside `Content-Type: application/json`:
- `X-Timestamp`: seconds since 1970;
- `X-Signature`: hexadecimal HMAC-SHA-256, keyed by CABINET_API_SECRET, over the timestamp, a dot
  and the body exactly as sent. The receiver compares it in constant time and refuses a timestamp
  that is more than some minutes old;
- `Idempotency-Key`: the account's id with a digest of what is said of it; the same may come twice
  and counts once.

Any 2xx says that the cabinet has taken it in.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientSSLError, ClientTimeout, InvalidURL

from bot.use_cases.ports.cabinet import CabinetAccount, CabinetFault, CabinetRefused

TIMEOUT = ClientTimeout(total=20, connect=5)
WORTH_RETRYING: Final = frozenset({408, 409, 425, 429})
GONE: Final = frozenset({410})
"""Says of an erasure that there is nothing to erase; 404 may as well mean a wrong address."""
KEY_DIGITS = 16


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
        await self._tell(account.id, {"action": "save", **account.fields()})

    async def erase(self, account_id: str) -> None:
        """See `Cabinet.erase`."""
        await self._tell(account_id, {"action": "erase", "account": account_id}, unknown=GONE)

    async def _tell(
        self, account_id: str, content: Mapping[str, Any], unknown: frozenset[int] = frozenset()
    ) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        digest = hashlib.sha256(body).hexdigest()[:KEY_DIGITS]
        headers = self._signed(body) | {"Idempotency-Key": f"{account_id}-{digest}"}
        status = await self._post(body, headers)
        if 200 <= status < 300 or status in unknown:
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
