"""Whether the texts of the locale files can be used."""

from collections.abc import Sequence

from bot.checks.finding import Finding, fault, fine
from bot.settings import Settings
from bot.texts import LOCALES, TextError, Texts

SUBJECT = "locales/ru"


async def check_texts(settings: Settings) -> Sequence[Finding]:  # noqa: ARG001 - a Check
    try:
        texts = Texts.load(LOCALES)
    except TextError as error:
        return [fault(SUBJECT, str(error))]
    return [fine(SUBJECT, f"тексты читаются, их {len(texts.ids())}")]
