"""Russian words in Latin letters, in the ways people really write them."""

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SCHEMES = (
    # ICAO Doc 9303, as in passports
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
    # as in mail addresses and chats
    "a b v g d e yo zh z i y k l m n o p r s t u f h c ch sh sch - y - e yu ya",
    "a b v g d e e j z i j k l m n o p r s t u f x ts ch sh sh - i - e u ja",
)


def _table(scheme: str) -> dict[int, str]:
    sounds = (sound.replace("-", "") for sound in scheme.split())
    return str.maketrans(dict(zip(_LETTERS, sounds, strict=True)))


_TABLES = tuple(_table(scheme) for scheme in _SCHEMES)


def transliterations(word: str) -> frozenset[str]:
    """Small-letter spellings of a word; a Latin word is its own."""
    return frozenset(word.lower().translate(table) for table in _TABLES)


def latin(text: str) -> str:
    """The spelling in small letters that mail addresses and chats use."""
    return text.lower().translate(_TABLES[1])
