"""One-time codes that need not be stored: the same challenge always gives the same code."""

import hmac


def one_time_code(key: bytes, challenge_id: bytes, digits: int) -> str:
    """Derive a code by the dynamic truncation of RFC 4226 5.3 over HMAC-SHA-256.

    Up to 8 digits every code is all but equally likely: the 31 bits hold each at least 21 times.

    Raises:
        ValueError: more digits than the truncation can fill evenly.
    """
    if not 1 <= digits <= 8:
        raise ValueError("a one-time code has 1 to 8 digits")
    digest = hmac.digest(key, challenge_id, "sha256")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"
