"""Who asks, as far as it can be known, and how often they came with a wrong token."""

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import web


def visitor(request: web.Request, trusted_proxies: int) -> str:
    """Return the address whose tries are counted together: an IPv4 address or an IPv6 /64.

    Only the addresses that our own proxies wrote are believed: each appends the one it saw to
    X-Forwarded-For, so they are counted from the right. 0 believes the socket alone.
    """
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
    chain = [*forwarded, request.remote or ""]
    seen = address(chain[-1 - trusted_proxies]) if trusted_proxies < len(chain) else None
    return _network(seen or address(request.remote or ""))


def address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address in its plain form, or None for anything else."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _network(found: IPv4Address | IPv6Address | None) -> str:
    if isinstance(found, IPv6Address):
        return str(ip_network((int(found), 64), strict=False))
    return str(found)


@dataclass(slots=True)
class BadTokens:
    """Wrong tokens of the current window, by address.

    A token has 256 bits, so this does not stand against guessing: it tells a broken script to
    wait. A right link is never refused, for a whole office, or everybody behind a proxy, may come
    from one address. Memory stays bounded: beyond `total` nothing more is counted until the
    window ends.
    """

    per_address: int = 30
    total: int = 300
    window: float = 60.0
    """Seconds."""
    time: Callable[[], float] = time.monotonic
    _ends: float = field(init=False, repr=False, default=-math.inf)
    _counts: Counter[str] = field(init=False, repr=False, default_factory=Counter)

    def wait(self, who: str) -> int:
        """Return the seconds that this address has to wait, 0 if it may go on."""
        now = self.time()
        if now >= self._ends:
            self._ends = now + self.window
            self._counts.clear()
        if self._counts[who] < self.per_address:
            return 0
        return math.ceil(self._ends - now)

    def count(self, who: str) -> None:
        if self._counts.total() < self.total:
            self._counts[who] += 1
