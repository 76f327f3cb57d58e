"""What administrators and HR get as a file. Every text comes ready: drawing knows no words."""

from dataclasses import dataclass
from typing import Protocol


class PictureFailed(Exception):
    """Nothing was drawn; `reason` is `timeout` or names the fault, never what was to be drawn."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"picture failed: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a funnel; `note` stands after the count, usually its share, and may be empty."""

    label: str
    count: int
    note: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people reached each step, the first above; 16 rows are legible on a phone.

    Attributes:
        empty: said instead of the bars when nothing has been counted.
    """

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Part:
    """A group of people; its share of all parts is worked out by the drawing."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a company's people are, from the least to the furthest, in up to four parts.

    Attributes:
        empty: said instead of the parts when they hold nobody.
    """

    title: str
    parts: tuple[Part, ...]
    empty: str


@dataclass(frozen=True, slots=True, repr=False)
class Poster:
    """One A4 page for a wall or a mail.

    Attributes:
        link: what the QR code opens; an https URL.
        link_in_words: the same as people type it, printed so that look-alike letters differ.
        steps: what to do, in three short sentences.
        contact: whom to ask.
        footer: what people should know of fraud.
        insurer: in whose name the page speaks.
    """

    heading: str
    company: str
    link: str
    link_in_words: str
    steps: tuple[str, str, str]
    contact: str
    footer: str
    insurer: str


class Pictures(Protocol):
    """Draws; the same content gives the same picture.

    A text that is too long for its place becomes smaller, then ends in «…».
    """

    async def funnel(self, funnel: Funnel) -> bytes:
        """Give a PNG 1080 pixels wide.

        Raises:
            PictureFailed: nothing was drawn.
        """
        ...

    async def progress(self, progress: Progress) -> bytes:
        """Give a PNG 1080 pixels wide.

        Raises:
            PictureFailed: nothing was drawn.
        """
        ...

    async def poster(self, poster: Poster) -> bytes:
        """Give a PDF of one A4 page.

        Raises:
            PictureFailed: nothing was drawn.
        """
        ...

    async def qr(self, link: str) -> bytes:
        """Give a PNG of at least 1000 pixels: 9 cm in print at 300 dpi."""
        ...
