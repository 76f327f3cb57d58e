"""Rows that a registry file refuses: found in the database, so that nobody ends them."""

from storage.engine import Database
from storage.keys import Keyring
from storage.registry_import import StoredRegistryIntake
from tests.conftest import KEY, FakeClock
from tests.unit.registry_samples import good

NEW_KEY = bytes(range(100, 132))


async def test_rows_are_found_by_their_keys_under_an_older_secret_key_too(
    database: Database, clock: FakeClock
) -> None:
    alla, anna = good(2), good(3, GIVEN_NAME="Анна")
    before = StoredRegistryIntake(database, Keyring.of([KEY]), clock)
    [known] = (await before.store([alla])).ids
    now = StoredRegistryIntake(database, Keyring.of([NEW_KEY, KEY]), clock)
    assert await now.known([alla.key, anna.key]) == {known}
    assert await now.missing({known}) == ()
