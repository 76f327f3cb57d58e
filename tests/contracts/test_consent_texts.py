"""What people agree to: a document of its own that names all the law asks for, and its version."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from bot.limits import Limits
from bot.texts import Texts

LOCALE = Path(__file__).parents[2] / "locales" / "ru"
OPERATOR = {
    "operator": "АО «Пример»",
    "address": "101000, Москва, ул. Примерная, 1",
    "licence": "СЛ № 0000",
    "privacy": "https://example.org/privacy",
}
SHOWN: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "consent": (OPERATOR,),
    "rules": tuple({"role": one, "insurer": "АО «Пример»"} for one in ("insured", "policyholder")),
}
PUBLISHED = {
    "consent": ("2026-11-23", "dbba6860b879e83c"),
    "rules": ("2026-11-30", "7eaf0b0103c5e07d"),
}
"""By text: its version, and the beginning of the SHA-256 of the wording under that version.

Limits are part of the wording as they are of what is stored: these hashes are of the defaults.
"""


@pytest.mark.parametrize("name", PUBLISHED)
def test_another_wording_is_published_under_another_version(texts: Texts, name: str) -> None:
    shown = "\n".join(texts.html(f"ask-{name}", **args) for args in SHOWN[name])
    digest = sha256(shown.encode()).hexdigest()[:16]
    assert (texts.plain(f"{name}-version"), digest) == PUBLISHED[name]


@pytest.mark.parametrize(
    "part",
    [
        *("АО «Пример»", "101000, Москва, ул. Примерная, 1", "https://example.org/privacy"),
        *("своей волей и в своём интересе", "законный представитель"),
        *("Цель:", "открыть личный кабинет"),
        *("Данные:", "номер полиса", "дата рождения", "номер документа", "телефон", "e-mail"),
        *("роль в договоре", "гражданство", "кем он выдан", "учётной записи Telegram"),
        *("Действия:", "сбор", "хранение", "передача", "уничтожение", "автоматизации"),
        *("Срок:", "до закрытия кабинета или отзыва согласия"),
        *("Отзыв:", "командой /forget", "письмом оператору", "/cancel"),
    ],
)
def test_the_consent_names_what_the_law_asks_for(texts: Texts, part: str) -> None:
    """152-ФЗ, ст. 9, parts 1 and 4."""
    assert part in texts.html("ask-consent", **OPERATOR)


def test_the_consent_names_the_terms_that_are_in_force() -> None:
    shown = Texts.load(LOCALE, Limits(draft_hours=48, phone_request_days=3))
    assert "через 48 часов без сообщений" in shown.html("ask-consent", **OPERATOR)
    assert "через 3 дня после запроса" in shown.html("ask-consent", **OPERATOR)


def test_the_consent_shows_its_version(texts: Texts) -> None:
    assert texts.plain("consent-version") in texts.html("ask-consent", **OPERATOR)
