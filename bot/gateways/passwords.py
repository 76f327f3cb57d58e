"""Argon2id (RFC 9106, OWASP Password Storage) in threads of its own."""

import asyncio
import hmac
from concurrent.futures import ThreadPoolExecutor

import argon2
from argon2.exceptions import VerifyMismatchError


class Argon2Passwords:
    """Hashes passwords, at most `workers` at once: each needs `memory_kib` of memory.

    A pool of threads and not a semaphore: an attempt whose waiter has been cancelled goes on
    computing, and keeps its place until it ends.

    Args:
        pepper: key of an HMAC-SHA-256 taken before hashing; hashes made with it cannot be
            attacked, nor verified, without it.
        time_cost: passes over the memory.
        memory_kib: memory of one hash in KiB.
        parallelism: lanes.
        workers: hashes computed at the same time.
    """

    def __init__(
        self,
        pepper: bytes | None = None,
        *,
        time_cost: int = 3,
        memory_kib: int = 64 * 1024,
        parallelism: int = 1,
        workers: int = 2,
    ) -> None:
        self._pepper = pepper
        self._argon2 = argon2.PasswordHasher(
            time_cost=time_cost, memory_cost=memory_kib, parallelism=parallelism
        )
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="argon2")

    async def hash(self, password: str) -> str:
        """See `PasswordHasher.hash`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, self._argon2.hash, self._peppered(password)
        )

    async def verify(self, hashed: str, password: str) -> bool:
        """See `PasswordHasher.verify`.

        Raises:
            argon2.exceptions.InvalidHashError: `hashed` is not a hash at all.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(
                self._threads, self._argon2.verify, hashed, self._peppered(password)
            )
        except VerifyMismatchError:
            return False

    def close(self) -> None:
        """Let running attempts end and take no more."""
        self._threads.shutdown(wait=True)

    def _peppered(self, password: str) -> bytes:
        plain = password.encode()
        return plain if self._pepper is None else hmac.digest(self._pepper, plain, "sha256")
