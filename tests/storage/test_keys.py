"""Guards what lies encrypted or digested in the database."""

import pytest

from storage.engine import Database
from storage.key_check import ForeignKeys, check_keys
from storage.keys import Keyring, UnreadableSecret

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_sealed_value_opens_again() -> None:
    keys = Keyring.of([OLD])
    assert keys.open("draft", 7, keys.seal("draft", 7, "Привет")) == "Привет"


def test_equal_values_are_sealed_differently() -> None:
    keys = Keyring.of([OLD])
    assert keys.seal("draft", 7, "same") != keys.seal("draft", 7, "same")


@pytest.mark.parametrize(("purpose", "row"), [("draft", 8), ("reply", 7)])
def test_a_sealed_value_moved_to_another_place_does_not_open(purpose: str, row: int) -> None:
    keys = Keyring.of([OLD])
    sealed = keys.seal("draft", 7, "mine")
    with pytest.raises(UnreadableSecret):
        keys.open(purpose, row, sealed)


def test_an_altered_value_does_not_open() -> None:
    keys = Keyring.of([OLD])
    sealed = keys.seal("draft", 7, "mine")
    with pytest.raises(UnreadableSecret):
        keys.open("draft", 7, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key() -> None:
    sealed = Keyring.of([OLD]).seal("draft", 7, "old")
    rotated = Keyring.of([NEW, OLD])
    assert rotated.open("draft", 7, sealed) == "old"
    assert Keyring.of([NEW]).open("draft", 7, rotated.seal("draft", 7, "new")) == "new"


def test_an_unknown_key_is_named_by_its_id_alone() -> None:
    old = Keyring.of([OLD])
    sealed = old.seal("draft", 7, "old")
    with pytest.raises(UnreadableSecret, match=old.keys[0].id.hex()):
        Keyring.of([NEW]).open("draft", 7, sealed)


def test_digests_are_looked_for_under_every_key() -> None:
    stored = Keyring.of([OLD]).digest("phone", "+79001234567")
    assert stored in Keyring.of([NEW, OLD]).digests("phone", "+79001234567")


def test_a_digest_tells_nothing_about_another_purpose() -> None:
    keys = Keyring.of([OLD])
    assert keys.digest("phone", "1") != keys.digest("policy", "1")


def test_keys_do_not_show_in_a_repr() -> None:
    assert "o" * 8 not in repr(Keyring.of([OLD]))


async def test_a_database_of_other_keys_is_refused(database: Database) -> None:
    await check_keys(database, Keyring.of([OLD]))
    with pytest.raises(ForeignKeys):
        await check_keys(database, Keyring.of([NEW]))


async def test_a_database_follows_a_rotation(database: Database) -> None:
    await check_keys(database, Keyring.of([OLD]))
    await check_keys(database, Keyring.of([NEW, OLD]))
    await check_keys(database, Keyring.of([NEW]))
    with pytest.raises(ForeignKeys):
        await check_keys(database, Keyring.of([b"x" * 32]))
