"""Texts measured, wrapped and shrunk into the place they have. Lengths and sizes are points."""

import math
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

LEADING = 1.25
"""Distance of two baselines, in sizes."""
ASCENT = 0.99
"""From the top of a line to its baseline, in sizes: capitals stand in the middle of their line."""
ELLIPSIS, REPLACEMENT = "…", "\N{REPLACEMENT CHARACTER}"
SPACES = " \t\r\n"
POINTS_PER_INCH = 72
MEASURED_AT = 100
FIXED_POINT = 65536
"""FreeType gives unhinted widths in 1/65536 of a pixel."""

Lines = tuple[str, ...]
Fits = Callable[[str], bool]


class Face(StrEnum):
    """DejaVu comes with matplotlib and has Cyrillic letters; a machine's own fonts may not."""

    REGULAR = "DejaVuSans.ttf"
    BOLD = "DejaVuSans-Bold.ttf"
    MONO = "DejaVuSansMono.ttf"

    @property
    def file(self) -> Path:
        return Path(get_data_path(), "fonts", "ttf", self)

    def sized(self, size: float) -> FontProperties:
        return FontProperties(fname=self.file, size=size)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one face and size."""

    lines: Lines
    face: Face
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        return max((width_of(line, self.face, self.size) for line in self.lines), default=0)


def width_of(line: str, face: Face, size: float) -> float:
    """Add up the letters: kerning, left out here, makes a line if anything narrower."""
    return size * sum(_advance(letter, face) for letter in line)


@lru_cache(maxsize=1024)
def _advance(letter: str, face: Face) -> float:
    """Give the width of a letter of size 1."""
    font = get_font(face.file)
    font.set_size(MEASURED_AT, POINTS_PER_INCH)
    glyph = font.load_glyph(font.get_char_index(ord(letter)), LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / FIXED_POINT / MEASURED_AT


def fitted(text: str, face: Face, sizes: tuple[float, ...], width: float, height: float) -> Block:
    """Take the first of `sizes` at which the text fits; at the last one cut its end off."""
    for size in sizes:
        words = _words(_drawable(text, face), _fits(face, size, width))
        lines = _wrapped(words, _fits(face, size, width))
        if len(lines) * size * LEADING <= height:
            return Block(_evened(words, lines, face, size), face, size)
    whole = max(1, int(height / (sizes[-1] * LEADING))) - 1
    rest = _shortened(" ".join(lines[whole:]), _fits(face, sizes[-1], width))
    return Block((*lines[:whole], rest), face, sizes[-1])


def _drawable(text: str, face: Face) -> str:
    """Replace what the face has no letter for, such as emoji: another font would be wider."""
    font = get_font(face.file)
    return "".join(
        letter if letter in SPACES or font.get_char_index(ord(letter)) else REPLACEMENT
        for letter in text
    )


def _fits(face: Face, size: float, width: float) -> Fits:
    return lambda line: width_of(line, face, size) <= width


def _words(text: str, fits: Fits) -> Lines:
    """Split at spaces; a preposition stays with the next word, a dash with the one before.

    No-break spaces hold numbers and initials together. What is wider than a line is broken.
    """
    spaced = " ".join(re.findall(f"[^{SPACES}]+", text))
    bound = re.findall(r"(?:\w{1,2} )*[^ ]+(?: [—–](?= |$))?", spaced)
    words = (word for held in bound for word in ([held] if fits(held) else held.split(" ")))
    return tuple(piece for word in words for piece in _pieces(word, fits))


def _wrapped(words: Lines, fits: Fits) -> Lines:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".lstrip(" ")
        if fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(filter(None, lines))


def _evened(words: Lines, lines: Lines, face: Face, size: float) -> Lines:
    """As many lines of more even lengths: no short word is left alone on the last one."""
    longest = max((width_of(word, face, size) for word in words), default=0)
    widest = max((width_of(line, face, size) for line in lines), default=0)
    for percent in range(50, 100, 5):
        even = _wrapped(words, _fits(face, size, max(longest, widest * percent / 100)))
        if len(even) == len(lines):
            return even
    return lines


def _pieces(word: str, fits: Fits) -> Lines:
    """Break a word, such as a link, into the fewest pieces of equal length that fit."""
    for count in range(1, len(word)):
        length = math.ceil(len(word) / count)
        pieces = tuple(word[start : start + length] for start in range(0, len(word), length))
        if all(map(fits, pieces)):
            return pieces
    return tuple(word)


def _shortened(line: str, fits: Fits) -> str:
    """Cut off as little as makes room for the ellipsis."""
    ends = range(len(line))
    longest = bisect_left(ends, True, key=lambda end: not fits(line[:end] + ELLIPSIS)) - 1
    return line[: max(0, longest)].rstrip(" ,.;:(«—-") + ELLIPSIS
