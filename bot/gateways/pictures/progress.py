"""How far a company's people are: one bar of coloured parts and its legend."""

from collections.abc import Iterator
from itertools import cycle

from bot.domain.figures import share, thousands
from bot.gateways.pictures.chart import INNER, MARGIN, WIDTH, Row, Rows, empty_chart, headline
from bot.gateways.pictures.page import GROUND, Page
from bot.use_cases.ports.pictures import Part, Progress

COLOURS = ("#C3CCD5", "#7FB2DC", "#C4761B", "#14695B")
"""Told apart without colour too: by lightness, and by the legend's order."""
HEIGHT = 84
SEAM = 4
NARROWEST = 10
PITCH = 70
SWATCH = 34


def drawn_progress(progress: Progress) -> Page:
    top, parts = headline(progress.title), progress.parts
    if not any(part.count for part in parts):
        return empty_chart(top, progress.empty)
    legend = top.bottom + HEIGHT + MARGIN
    page = Page(WIDTH, legend + PITCH * len(parts) + MARGIN / 2)
    top.draw(page)
    _draw_bar(page, parts, top.bottom)
    _draw_legend(page, parts, legend)
    return page


def _draw_bar(page: Page, parts: tuple[Part, ...], top: float) -> None:
    x = float(MARGIN)
    frame = page.rounded((x, top, INNER, HEIGHT), HEIGHT / 4, GROUND)
    for width, colour in zip(_widths(parts), cycle(COLOURS)):
        seam = SEAM if x > MARGIN and width else 0
        page.boxes([(x + seam, top, width - seam, HEIGHT)], colour, inside=frame)
        x += width


def _widths(parts: tuple[Part, ...]) -> Iterator[float]:
    """In proportion, but whoever is there can be seen."""
    total = sum(part.count for part in parts)
    seen = [max(NARROWEST, INNER * part.count / total) if part.count else 0 for part in parts]
    return (INNER * width / sum(seen) for width in seen)


def _draw_legend(page: Page, parts: tuple[Part, ...], top: float) -> None:
    tops = [top + number * PITCH for number in range(len(parts))]
    total = sum(part.count for part in parts)
    for at, colour in zip(tops, cycle(COLOURS)):
        page.rounded((MARGIN, at + 3, SWATCH, SWATCH), 8, colour)
    rows = [Row(part.label, thousands(part.count), share(part.count, total)) for part in parts]
    Rows(rows, MARGIN + SWATCH + 20).draw(page, tops)
