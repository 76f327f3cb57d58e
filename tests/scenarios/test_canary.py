"""No secret of a person reaches a log at DEBUG or lies readable in the database's files."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from storage.captchas import StoredCaptchas
from storage.engine import open_database, sqlite_file
from storage.keys import Keyring
from tests.conftest import KEY
from tests.crash.bots import ColdNursery
from tests.crash.registrant import PASSWORD, Registrant
from tests.crash.registry import write_registry
from tests.crash.series import UNHURRIED
from tests.world import World, import_registry

LOUD = UNHURRIED | {"LOG_LEVEL": "DEBUG"}


async def test_a_registration_leaves_no_secret_in_logs_and_files(
    world: World, sqlite_url: str, tmp_path: Path
) -> None:
    [insured] = write_registry(tmp_path / "registry.csv", people=1)
    await import_registry(sqlite_url, tmp_path / "registry.csv")
    bot = ColdNursery(world.environment(sqlite_url) | LOUD, tmp_path / "bot.log")
    await bot.start()
    database = open_database(sqlite_url)
    captchas = StoredCaptchas(database, Keyring.of([KEY]), lambda: datetime.now(UTC))
    person = world.telegram.person(77, "Иван")
    registrant = Registrant(person, insured, world, captchas)
    await registrant.registers()
    await person.says("/start")
    await person.sees("успешно активирована")
    await database.close()
    await bot.stop()
    secrets = await _secrets(world, registrant)
    written = (tmp_path / "bot.log").read_bytes()
    assert b"ready" in written
    assert _found(secrets, written) == []
    stored = sqlite_file(sqlite_url).read_bytes()
    assert b"conversations" in stored
    assert _found(secrets, stored) == []


async def _secrets(world: World, registrant: Registrant) -> dict[str, str]:
    """Return what must not be found anywhere."""
    insured = registrant.insured
    mail = await world.mail.waits_for(insured.email)
    assert mail.code is not None
    return {
        "password": PASSWORD,
        "passport": insured.document,
        "passport digits": insured.document.replace(" ", ""),
        "phone": insured.phone.removeprefix("+7"),
        "e-mail": insured.email,
        "surname": insured.full_name.split()[0],
        "pin": world.phones.last_pin,
        "captcha": registrant.signs,
        "token": mail.links[0].rpartition("/")[2],
        "mail code": mail.code,
    }


def _found(secrets: dict[str, str], haystack: bytes) -> list[str]:
    """Name the secrets that are there; their values stay out of the test's output."""
    return [
        name
        for name, value in secrets.items()
        if any(form in haystack for form in _forms(value, short=len(value) < 7))
    ]


def _forms(value: str, *, short: bool) -> Iterator[bytes]:
    """Spell a secret the ways in which it could be written; five or six signs occur by chance."""
    raw = value.encode()
    if short:
        yield from (
            f"{before}{value}{after}".encode() for before in "\"' =:" for after in "\"' ,\n"
        )
        return
    yield raw
    yield raw.hex().encode()
    yield quote(value, safe="").encode()
    yield json.dumps(value).strip('"').encode()
    yield from (base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3))
