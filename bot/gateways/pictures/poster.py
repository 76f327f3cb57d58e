"""The poster: one A4 page from which a phone opens the bot; it must do without colour too."""

from dataclasses import dataclass

from bot.gateways.pictures import qr
from bot.gateways.pictures.lettering import Block, Face, fitted, width_of
from bot.gateways.pictures.page import ACCENT, FAINT, GROUND, INK, PANEL, Page
from bot.use_cases.ports.pictures import Poster

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
MARGIN = 20 * MM
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 20 * MM, HEIGHT - 18 * MM
PADDING = 7 * MM
LARGEST_CODE = 96 * MM
BADGE = 5.5 * MM
"""Radius of a step's number."""
STEP_LEFT = MARGIN + 2 * BADGE + 6 * MM
STEP_GAP, RULE_GAP = 4 * MM, 6 * MM
STEP_SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0)


def drawn_poster(poster: Poster) -> Page:
    """The panel with the code takes what headline, steps and footer leave.

    All is drawn in the order in which it is read, aloud too.
    """
    page, steps, footer = Page(WIDTH, HEIGHT), _steps(poster), _footer(poster)
    footer_top = BOTTOM - footer.height
    steps_top = footer_top - 9 * MM - steps.height
    upper = _draw_heading(page, poster)
    _draw_panel(page, poster, upper + 8 * MM, steps_top - 9 * MM)
    steps.draw(page, steps_top)
    footer.draw(page, footer_top)
    return page


@dataclass(frozen=True, slots=True)
class _Steps:
    sentences: tuple[Block, ...]

    @property
    def height(self) -> float:
        return sum(map(self._row, self.sentences)) + (len(self.sentences) - 1) * STEP_GAP

    def draw(self, page: Page, top: float) -> None:
        for number, sentence in enumerate(self.sentences, 1):
            middle = top + self._row(sentence) / 2
            digit = Block((str(number),), Face.BOLD, STEP_SIZES[0])
            page.circle(MARGIN + BADGE, middle, BADGE, ACCENT)
            page.text((MARGIN + BADGE, middle - digit.height / 2), digit, GROUND, "center")
            page.text((STEP_LEFT, middle - sentence.height / 2), sentence)
            top += self._row(sentence) + STEP_GAP

    def _row(self, sentence: Block) -> float:
        return max(sentence.height, 2 * BADGE)


@dataclass(frozen=True, slots=True)
class _Footer:
    contact: Block
    warning: Block

    @property
    def height(self) -> float:
        return RULE_GAP + self.contact.height + 2 * MM + self.warning.height

    def draw(self, page: Page, top: float) -> None:
        page.boxes([(MARGIN, top, INNER, 0.4 * MM)], ACCENT)
        page.text((MARGIN, top + RULE_GAP), self.contact)
        page.text((MARGIN, top + self.height - self.warning.height), self.warning, FAINT)


def _steps(poster: Poster) -> _Steps:
    room = WIDTH - MARGIN - STEP_LEFT
    return _Steps(
        tuple(fitted(step, Face.REGULAR, STEP_SIZES, room, 16 * MM) for step in poster.steps)
    )


def _footer(poster: Poster) -> _Footer:
    return _Footer(
        contact=fitted(poster.contact, Face.BOLD, (14, 13, 12, 11), INNER, 15 * MM),
        warning=fitted(poster.footer, Face.REGULAR, (12, 11, 10), INNER, 11 * MM),
    )


def _draw_heading(page: Page, poster: Poster) -> float:
    """Give the height that is reached."""
    insurer = fitted(poster.insurer, Face.BOLD, (14, 13, 12, 11), INNER, 10 * MM)
    heading = fitted(poster.heading, Face.BOLD, (36, 33, 30, 27, 24, 21, 18), INNER, 33 * MM)
    company = fitted(poster.company, Face.REGULAR, (20, 18, 16, 14, 12), INNER, 19 * MM)
    heading_top = TOP + insurer.height + 5 * MM
    company_top = heading_top + heading.height + 3 * MM
    page.text((MARGIN, TOP), insurer, ACCENT)
    page.text((MARGIN, heading_top), heading)
    page.text((MARGIN, company_top), company, FAINT)
    return company_top + company.height


def _draw_panel(page: Page, poster: Poster, upper: float, lower: float) -> None:
    room = INNER - 2 * PADDING
    link = _link_in_words(poster.link_in_words, room)
    around = link.height + 2.5 * PADDING
    side = min(LARGEST_CODE, lower - upper - around)
    top = upper + (lower - upper - side - around) / 2
    page.rounded((MARGIN, top, INNER, side + around), 4 * MM, PANEL)
    _draw_code(page, poster.link, (WIDTH - side) / 2, top + PADDING, side)
    below = top + PADDING + side + PADDING / 2
    page.text((WIDTH / 2, below), link, INK, "center", url=poster.link)


def _link_in_words(words: str, room: float) -> Block:
    """On one line if its letters can still be read from where one stands to type them."""
    one_line = 15 * room / max(1, width_of(words, Face.MONO, 15))
    return fitted(words, Face.MONO, (max(11, min(15, one_line * 0.999)), 9), room, 15 * MM)


def _draw_code(page: Page, link: str, left: float, top: float, side: float) -> None:
    """Draw vector modules on white, the quiet zone within `side`."""
    rows = qr.modules(link)
    module = side / (len(rows) + 2 * qr.QUIET_ZONE)
    first_x, first_y = left + qr.QUIET_ZONE * module, top + qr.QUIET_ZONE * module
    page.rounded((left, top, side, side), 2 * MM, GROUND)
    runs = (
        (first_x + column * module, first_y + row * module, length * module, module)
        for row, column, length in qr.dark_runs(rows)
    )
    page.boxes(runs, "#000000")
