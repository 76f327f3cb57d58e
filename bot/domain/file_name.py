"""Names of files that travel through mails and printers: small Latin letters and digits."""

import re

from bot.domain.transliteration import latin

LONGEST = 40
_SIGNS = re.compile(r"[a-z0-9]+")


def slug(text: str) -> str:
    """Write «Рассылка в мае» as rassylka-v-mae; empty where nothing can be kept."""
    return "-".join(_SIGNS.findall(latin(text)))[:LONGEST].strip("-")
