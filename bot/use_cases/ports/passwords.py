"""Passwords are kept as slow hashes only."""

from typing import Protocol


class PasswordHasher(Protocol):
    """Takes a noticeable time and much memory by design; await it outside any lock."""

    async def hash(self, password: str) -> str:
        """Give a salted hash as a PHC string."""
        ...

    async def verify(self, hashed: str, password: str) -> bool:
        """Tell whether the hash was made from this password."""
        ...
