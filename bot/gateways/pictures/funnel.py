"""How many people reached each step: a row a step, a bar below its words."""

from bot.domain.figures import thousands
from bot.gateways.pictures.chart import INNER, MARGIN, WIDTH, Row, Rows, empty_chart, headline
from bot.gateways.pictures.page import ACCENT, TRACK, Page
from bot.use_cases.ports.pictures import Bar, Funnel

HEIGHT = 1250
"""Of all rows together; 16 of them make a picture of about 3 by 4."""
CLOSEST, FURTHEST = 78.0, 112.0
"""Distance of two rows."""
THICKNESS = 16
BELOW_WORDS = 52


def drawn_funnel(funnel: Funnel) -> Page:
    top, bars = headline(funnel.title, funnel.subtitle), funnel.bars
    if not any(bar.count for bar in bars):
        return empty_chart(top, funnel.empty)
    pitch = min(FURTHEST, max(CLOSEST, HEIGHT / len(bars)))
    tops = [top.bottom + number * pitch for number in range(len(bars))]
    page = Page(WIDTH, tops[-1] + CLOSEST + MARGIN / 2)
    top.draw(page)
    Rows([Row(bar.label, thousands(bar.count), bar.note) for bar in bars], MARGIN).draw(page, tops)
    _draw_bars(page, bars, tops)
    return page


def _draw_bars(page: Page, bars: tuple[Bar, ...], tops: list[float]) -> None:
    longest = max(bar.count for bar in bars)
    for bar, top in zip(bars, tops, strict=True):
        page.bar(MARGIN, top + BELOW_WORDS, INNER, THICKNESS, TRACK)
        if bar.count:
            length = INNER * bar.count / longest
            page.bar(MARGIN, top + BELOW_WORDS, length, THICKNESS, ACCENT)
