"""One drawing from its content. Runs in the drawing process: nothing else imports matplotlib."""

from bot.gateways.pictures.funnel import drawn_funnel
from bot.gateways.pictures.poster import drawn_poster
from bot.gateways.pictures.progress import drawn_progress
from bot.gateways.pictures.request import Drawing
from bot.use_cases.ports.pictures import Funnel, Poster, Progress


def draw(drawing: Drawing) -> bytes:
    """Give the PNG or PDF."""
    match drawing:
        case Funnel():
            return drawn_funnel(drawing).png()
        case Progress():
            return drawn_progress(drawing).png()
        case Poster():
            return drawn_poster(drawing).pdf(title=drawing.heading)
