"""No secret of a person reaches a log at DEBUG or lies readable in the database's files."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from structlog.testing import capture_logs

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from storage.captchas import StoredCaptchas
from storage.engine import open_database, sqlite_file
from storage.keys import Keyring
from tests.applicant import LABELS, Applicant
from tests.conftest import KEY
from tests.crash.bots import ColdNursery
from tests.crash.registrant import PASSWORD, Registrant
from tests.crash.registry import write_registry
from tests.crash.series import UNHURRIED
from tests.hr_desk import TRAILS, appointed
from tests.phone_lists import (
    GLEB,
    NEW_OF_GLEB,
    OLD_OF_GLEB,
    loads,
    table,
    uploads,
    with_phone,
)
from tests.running_bot import RunningBot
from tests.scenarios.test_hr_requests import DIGITS, types_digits
from tests.scenarios.test_number_change import RIGHT, answers
from tests.world import World, import_registry

People = Callable[..., Applicant]
WRONG_STREET = "Журавлинская"
PHONE = "+79009998877"
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
    await person.sees("Ваш личный кабинет открыт")
    await database.close()
    secrets = await _secrets(world, registrant)
    while_it_runs = _stored(sqlite_url)
    await bot.stop()
    written = (tmp_path / "bot.log").read_bytes()
    assert b"ready" in written
    assert _found(secrets, written) == []
    assert _found(secrets, while_it_runs) == []
    assert _found(secrets, _stored(sqlite_url)) == []


async def test_a_change_of_number_leaves_no_answer_and_no_digits(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    darya, egor = applicant("darya"), applicant("egor")
    with capture_logs() as written:
        await appointed(admin, olga, TRAILS)
        for person in (darya, egor):
            await person.reaches(StepId.CAPTCHA)
            await person.does(StepId.CAPTCHA)
            await person.clicks("Заменить номер")
        await answers(darya, (WRONG_STREET, RIGHT[1]))
        await darya.sees("Ответы не подошли")
        await answers(darya, RIGHT)
        await darya.sees(LABELS[StepId.PIN])
        await types_digits(olga, DIGITS)
        await egor.sees("подтвердил")
        await bot.settles()
        stored = _stored(bot.settings.database_url)
        await bot.restarts()
    secrets = {
        "wrong answer": WRONG_STREET,
        "right answer": RIGHT[0],
        "month": RIGHT[1].strip(),
        "digits": DIGITS,
        "phone": egor.phone.removeprefix("+7"),
        "the other phone": darya.phone.removeprefix("+7"),
    }
    assert "stopping" in str(written)
    assert _found(secrets, str(written).encode()) == []
    assert _found(secrets, stored) == []


async def test_a_list_of_phones_leaves_nobody_of_it(
    world: World, admin: Person, olga: Person, bot: RunningBot
) -> None:
    stranger = ("AM098765432/21", "Канарейкина", "Любава", "Тихоновна", "27.11.1961", PHONE)
    with capture_logs() as written:
        await appointed(admin, olga, TRAILS)
        await loads(olga, table(GLEB, stranger))
        await world.phones.waits_for(OLD_OF_GLEB)
        await uploads(olga, table(stranger, with_phone(stranger, "8 495 123-45-67")))
        await bot.settles()
        stored = _stored(bot.settings.database_url)
        await bot.restarts()
    secrets = {
        "surname": stranger[1],
        "given name": stranger[2],
        "patronymic": stranger[3],
        "birth date": stranger[4],
        "birth date of the database": "1961-11-27",
        "policy": stranger[0],
        "phone": PHONE.removeprefix("+7"),
        "surname of somebody found": GLEB[1],
        "new phone": NEW_OF_GLEB.removeprefix("+7"),
        "old phone": OLD_OF_GLEB.removeprefix("+7"),
    }
    assert "stopping" in str(written)
    assert _found(secrets, str(written).encode()) == []
    assert _found(secrets, stored) == []


def _stored(url: str) -> bytes:
    """Read the database and what has not yet been moved from its log into it."""
    file = sqlite_file(url)
    content = b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))
    assert b"conversations" in content
    return content


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
