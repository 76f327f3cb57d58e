"""What charts have in common: width, headline, rows of words with a number at their end."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.gateways.pictures.lettering import ASCENT, LEADING, Block, Face, fitted
from bot.gateways.pictures.page import FAINT, Page

WIDTH = 1080
"""Pixels. A phone shows it some 380 wide: letters of size 32 are read as those of 11."""
MARGIN = 48
INNER = WIDTH - 2 * MARGIN
GAP = 22
SIZES = (32.0, 30.0, 28.0)
TITLE_SIZES = (48.0, 44.0, 40.0, 36.0)
LINE, TITLE_LINE = SIZES[0] * LEADING, TITLE_SIZES[0] * LEADING
EMPTY_HEIGHT = 200


@dataclass(frozen=True, slots=True)
class Headline:
    """Title and subtitle at the top; the chart begins at `bottom`."""

    title: Block
    subtitle: Block

    @property
    def bottom(self) -> float:
        return MARGIN + self.title.height + self.subtitle.height + 2 * GAP

    def draw(self, page: Page) -> None:
        page.text((MARGIN, MARGIN), self.title)
        page.text((MARGIN, MARGIN + self.title.height), self.subtitle, FAINT)


def headline(title: str, subtitle: str = "") -> Headline:
    return Headline(
        fitted(title, Face.BOLD, TITLE_SIZES, INNER, 2 * TITLE_LINE),
        fitted(subtitle, Face.REGULAR, SIZES, INNER, 2 * LINE),
    )


def empty_chart(top: Headline, words: str) -> Page:
    page = Page(WIDTH, top.bottom + EMPTY_HEIGHT)
    top.draw(page)
    block = fitted(words, Face.REGULAR, (40, 36, 32), INNER, EMPTY_HEIGHT - MARGIN)
    page.text((WIDTH / 2, top.bottom + GAP), block, FAINT, "center")
    return page


@dataclass(frozen=True, slots=True)
class Row:
    """Words at the left; at the right edge a number and what is noted about it."""

    label: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows whose numbers and notes stand right-aligned in two columns.

    Attributes:
        left: where the words begin.
    """

    rows: Sequence[Row]
    left: float

    def draw(self, page: Page, tops: Sequence[float]) -> None:
        """Write each row below its own height of `tops`."""
        numbers = [fitted(row.number, Face.BOLD, SIZES, INNER / 3, LINE) for row in self.rows]
        notes = [fitted(row.note, Face.REGULAR, SIZES, INNER / 3, LINE) for row in self.rows]
        end = WIDTH - MARGIN - max(note.width for note in notes) - GAP
        room = end - max(number.width for number in numbers) - GAP - self.left
        for row, number, note, top in zip(self.rows, numbers, notes, tops, strict=True):
            label = fitted(row.label, Face.REGULAR, SIZES, room, LINE)
            page.text((self.left, _level(label, top)), label)
            page.text((end, _level(number, top)), number, align="right")
            page.text((WIDTH - MARGIN, _level(note, top)), note, FAINT, "right")


def _level(block: Block, top: float) -> float:
    """Put smaller letters on the same baseline as the largest."""
    return top + (SIZES[0] - block.size) * ASCENT
