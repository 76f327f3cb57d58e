"""A file's name survives mails, old printers and any file system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.file_name import LONGEST, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ООО «Северный маяк»", "ooo-severnyy-mayak"),
        ("Рассылка в мае", "rassylka-v-mae"),
        ("02.03.2026", "02-03-2026"),
        ("Объявление: щит у входа № 5", "obyavlenie-schit-u-vhoda-5"),
        ("🌼", ""),
    ],
)
def test_names_are_written_in_latin_letters(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_nothing_else_gets_into_a_name(text: str) -> None:
    name = slug(text)
    assert len(name) <= LONGEST
    assert name.replace("-", "").isalnum() or not name
    assert name.isascii()
    assert not name.startswith("-")
    assert not name.endswith("-")
