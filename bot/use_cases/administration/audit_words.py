"""What the audit says of an act beside its name: kept in short codes, read in words."""

import re

from bot.use_cases.ports.audit import Act, AuditLine
from bot.use_cases.ports.texts import PlainText

_PART = re.compile(r"(\D*)(\d*)")
_KINDS = {"+": "added", "~": "changed", "=": "same", "!": "refused", "-": "ended", "": "people"}
_OF_A_LOOK = {"~": "fitting", "=": "twice"}
_LINKS = frozenset({Act.INVITATION_MADE, Act.INVITATION_REVOKED})
"""Their detail is the id of a link, which tells a reader nothing."""


def details_in_words(one: AuditLine, text: PlainText) -> str:
    """Write «добавлено 3, изменено 2» for «+3 ~2»; a code without a text is left out."""
    if one.act in _LINKS:
        return ""
    if one.act is Act.STATISTICS_READ:
        return one.details
    kinds = _KINDS | (_OF_A_LOOK if one.act is Act.PHONES_LOOKED else {})
    parts = ((name.strip(" :"), count) for name, count in _PART.findall(one.details))
    told = (
        text("audit-detail", kind=kinds.get(name, name), count=count)
        for name, count in parts
        if name or count
    )
    return ", ".join(filter(None, told))
