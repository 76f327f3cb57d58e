"""Numbers as people read them in Russian."""

from decimal import Decimal

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def thousands(count: int) -> str:
    """Group the digits by three: 12 345."""
    return f"{count:,}".replace(",", NARROW_SPACE)


def roubles(kopecks: int) -> str:
    """Write 1 240,50."""
    return f"{Decimal(kopecks) / 100:,.2f}".replace(",", NARROW_SPACE).replace(".", ",")


def share(part: int, whole: int) -> str:
    """Give a part in per cent; 0 % and 100 % mean none and all, and of nothing it is 0 %."""
    if whole <= 0:
        percent = "0"
    elif 0 < 100 * part < whole:
        percent = "<1"
    elif 99 * whole < 100 * part < 100 * whole:
        percent = ">99"
    else:
        percent = str((200 * part + whole) // (2 * whole))
    return f"{percent}{NARROW_SPACE}%"
