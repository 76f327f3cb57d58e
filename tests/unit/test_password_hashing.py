"""Passwords as argon2id hashes."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from argon2.exceptions import InvalidHashError

from bot.gateways.passwords import Argon2Passwords
from bot.use_cases.ports.passwords import PasswordHasher


@pytest.fixture
def quick() -> Iterator[Argon2Passwords]:
    passwords = Argon2Passwords(time_cost=1, memory_kib=64)
    yield passwords
    passwords.close()


@pytest.fixture
def peppered() -> Iterator[Argon2Passwords]:
    passwords = Argon2Passwords(b"pepper", time_cost=1, memory_kib=64)
    yield passwords
    passwords.close()


async def test_the_default_is_argon2id_with_64_mib_three_passes_one_lane() -> None:
    passwords = Argon2Passwords()
    assert (await passwords.hash("Sample123")).startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    passwords.close()


async def test_the_right_password_is_told_from_any_other(quick: PasswordHasher) -> None:
    hashed = await quick.hash("Sample123")
    assert await quick.verify(hashed, "Sample123")
    assert not await quick.verify(hashed, "sample123")
    assert not await quick.verify(hashed, "")


async def test_equal_passwords_have_different_hashes(quick: Argon2Passwords) -> None:
    assert await quick.hash("Sample123") != await quick.hash("Sample123")


async def test_a_hash_made_with_pepper_is_worthless_without_it(
    quick: Argon2Passwords, peppered: Argon2Passwords
) -> None:
    hashed = await peppered.hash("Sample123")
    assert await peppered.verify(hashed, "Sample123")
    assert not await quick.verify(hashed, "Sample123")


async def test_what_is_no_hash_is_not_taken_for_a_wrong_password(quick: Argon2Passwords) -> None:
    with pytest.raises(InvalidHashError):
        await quick.verify("no hash", "Sample123")


async def test_many_at_once_share_two_threads_of_their_own(quick: Argon2Passwords) -> None:
    hashes = await asyncio.gather(*(quick.hash("Sample123") for _ in range(8)))
    assert len(set(hashes)) == 8
    own = [thread for thread in threading.enumerate() if thread.name.startswith("argon2")]
    assert 1 <= len(own) <= 2
