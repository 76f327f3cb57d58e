"""HR prints a link: what the files hold that really arrive in the chat."""

from pathlib import Path

import pypdfium2
import pytest

from bot.sandbox.telegram import Message, Person
from tests.hr_desk import LIGHTHOUSE, appointed, new_link
from tests.running_bot import RunningBot
from tests.unit.pictures_samples import opened, printed, read_code
from tests.world import SANDBOX, import_registry

CONTACT = "Ольга Ветрова, добавочный 214"
DRAWING = 30.0
"""Seconds that a busy machine may take: matplotlib begins anew for each poster."""


@pytest.fixture
async def payload(admin: Person, olga: Person, bot: RunningBot) -> str:
    """Give what a link carries whose screen HR looks at."""
    await appointed(admin, olga)
    return await new_link(olga)


def words(message: Message) -> str:
    assert message.document
    with pypdfium2.PdfDocument(message.document) as document:
        text: str = document[0].get_textpage().get_text_bounded()
        return " ".join(text.split())


async def test_the_code_arrives_as_a_file_and_opens_the_link(
    olga: Person, payload: str, bot: RunningBot
) -> None:
    await olga.clicks("QR-код")
    file = await olga.sees("QR-код ссылки «Рассылка в мае»")
    assert file.file_name == "qr-ooo-severnyy-mayak-rassylka-v-mae.png"
    assert file.document
    assert file.photo is None
    link, level = read_code(opened(file.document))
    assert link.endswith(f"?start={payload}")
    assert level in {"M", "Q", "H"}


async def test_the_poster_is_ready_for_print(olga: Person, payload: str, bot: RunningBot) -> None:
    await olga.clicks("Плакат A4")
    file = await olga.sees("Плакат A4 со ссылкой", timeout=DRAWING)
    assert CONTACT in file.text
    assert file.file_name == "plakat-ooo-severnyy-mayak-rassylka-v-mae.pdf"
    assert file.document
    assert read_code(printed(file.document))[0].endswith(f"?start={payload}")
    text = words(file)
    for told in (LIGHTHOUSE, CONTACT, "Пример Страхование", payload, "1 Наведите", "данные карты"):
        assert told in text


async def test_hr_names_the_contact_that_the_registry_lacks(
    olga: Person, payload: str, bot: RunningBot, tmp_path: Path
) -> None:
    registry = tmp_path / "registry.csv"
    told = (SANDBOX / "sample_registry.csv").read_text("utf-8").replace(CONTACT, "")
    registry.write_text(told, "utf-8")
    await import_registry(bot.settings.database_url, registry)
    await olga.clicks("Плакат A4")
    await olga.sees("Кого указать на плакате для вопросов?")
    await olga.says("Мария " * 20)
    await olga.sees("длиннее 100 знаков")
    await olga.says("Мария Образцова,  добавочный 7")
    file = await olga.sees("готов к печати", timeout=DRAWING)
    assert "Вопросы: Мария Образцова, добавочный 7" in words(file)


async def test_a_link_that_a_colleague_closed_is_not_printed(
    admin: Person, olga: Person, boris: Person, payload: str, bot: RunningBot
) -> None:
    await appointed(admin, boris)
    await boris.says("/hr")
    await boris.clicks("Ссылки")
    await boris.clicks("Рассылка в мае")
    await boris.sees("Текст для рассылки")
    await olga.clicks("Закрыть ссылку")
    await olga.clicks("Закрыть")
    await olga.sees("закрыта")
    await boris.clicks("QR-код")
    await boris.sees_toast("больше не действует")
