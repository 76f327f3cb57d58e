"""A sheet to draw on, by matplotlib's object interface."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Literal

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch
from matplotlib.path import Path

from bot.gateways.pictures.lettering import ASCENT, LEADING, POINTS_PER_INCH, Block

INK, FAINT, ACCENT = "#17222E", "#54616E", "#1A5596"
GROUND, TRACK, PANEL = "#FFFFFF", "#E3E9EF", "#EDF2F7"

Align = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]
"""x, top, width, height."""


class Page:
    """Measured in points from the upper left corner; a PNG has a pixel for each point."""

    def __init__(self, width: float, height: float) -> None:
        size = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self._figure = Figure(figsize=size, dpi=POINTS_PER_INCH, facecolor=GROUND)
        self._axes = self._figure.add_axes((0, 0, 1, 1), frameon=False, xticks=(), yticks=())
        self._axes.set(xlim=(0, width), ylim=(height, 0))

    def text(
        self,
        at: tuple[float, float],
        block: Block,
        colour: str = INK,
        align: Align = "left",
        url: str | None = None,
    ) -> None:
        """Write lines below the point `at`; `url` makes them a link in a PDF."""
        x, top = at
        for number, line in enumerate(block.lines):
            self._axes.text(
                x,
                top + (number * LEADING + ASCENT) * block.size,
                line,
                fontproperties=block.face.sized(block.size),
                color=colour,
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,  # a $ in a company's name is a dollar
                url=url,
            )

    def bar(self, x: float, y: float, length: float, thickness: float, colour: str) -> None:
        """Draw a bar with round ends around the height `y`, at least as long as it is thick."""
        ends = (x + thickness / 2, x + max(thickness * 1.01, length) - thickness / 2)
        line = Line2D(ends, (y, y), linewidth=thickness, color=colour, solid_capstyle="round")
        self._axes.add_line(line)

    def rounded(self, box: Box, radius: float, colour: str) -> Patch:
        x, top, width, height = box
        shape = f"round,pad=0,rounding_size={radius}"
        return self._axes.add_patch(
            FancyBboxPatch((x, top), width, height, boxstyle=shape, color=colour, linewidth=0)
        )

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        self._axes.add_patch(Circle((x, y), radius, color=colour, linewidth=0))

    def boxes(self, boxes: Iterable[Box], colour: str, inside: Patch | None = None) -> None:
        """Fill rectangles as one shape, without seams between neighbours; keep it `inside`."""
        shapes = (
            Path([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], closed=True)
            for x, y, w, h in boxes
        )
        path = Path.make_compound_path(*shapes)
        shape = self._axes.add_patch(PathPatch(path, facecolor=colour, linewidth=0))
        if inside is not None:
            shape.set_clip_path(inside)

    def png(self) -> bytes:
        return self._saved("png", {"Software": None})

    def pdf(self, title: str) -> bytes:
        """Embed the fonts as TrueType, so that print shops and searches find real text."""
        nothing = dict.fromkeys(("Creator", "Producer", "CreationDate"))
        with rc_context({"pdf.fonttype": 42}):
            return self._saved("pdf", {"Title": title, **nothing})

    def _saved(self, kind: str, metadata: Mapping[str, str | None]) -> bytes:
        buffer = BytesIO()
        self._figure.savefig(buffer, format=kind, metadata=metadata)
        return buffer.getvalue()
