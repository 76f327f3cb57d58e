"""Random secrets that travel in links; only their SHA-256 is kept."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256

TOKEN_BYTES = 32
"""256 bits."""
RandomBytes = Callable[[int], bytes]


def new_token(random: RandomBytes, size: int = TOKEN_BYTES) -> str:
    """Give `size` random bytes as base64url without padding (RFC 4648, 5)."""
    return urlsafe_b64encode(random(size)).rstrip(b"=").decode()


def token_sha256(token: str) -> bytes:
    return sha256(token.encode()).digest()
