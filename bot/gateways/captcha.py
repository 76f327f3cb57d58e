"""Captcha pictures by the `captcha` library in a font that is readable on a phone."""

import asyncio
import secrets
from pathlib import Path

from captcha.image import ImageCaptcha

FONT = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"
SIZE = (320, 120)
FONT_SIZES = (58, 64, 70)
BACKGROUND = (247, 247, 244)
INKS = ((24, 44, 97), (91, 22, 54), (17, 72, 61), (66, 38, 106))


class PillowCaptcha:
    """Paints in a thread, with a painter of its own each time: Pillow's fonts are not shared."""

    async def paint(self, answer: str) -> bytes:
        """See `CaptchaPainter.paint`."""
        return await asyncio.to_thread(_paint, answer)


def _paint(answer: str) -> bytes:
    ink = secrets.choice(INKS)
    painter = ImageCaptcha(*SIZE, fonts=[str(FONT)], font_sizes=FONT_SIZES)
    painter.character_rotate = (-22, 22)
    painter.character_warp_dx = (0.05, 0.2)  # warped more, J loses its hook
    painter.word_offset_dx = 0  # overlapping signs merge: JN becomes W
    painter.word_space_probability = 0.7
    painter.lookup_table = _opaque(ink)
    padded = f"{answer} "  # the library begins off the edge by what it then cuts from the end
    picture = painter.generate(padded, "png", BACKGROUND, (*ink, 255))
    data: bytes = picture.getvalue()
    return data


def _opaque(ink: tuple[int, int, int]) -> list[int]:
    """Lightness to opacity: the library's own table leaves dark ink, the readable one, pale."""
    red, green, blue = ink
    lightness = (299 * red + 587 * green + 114 * blue) / 1000  # as Pillow converts to grey
    return [min(255, round(255 * level / lightness)) for level in range(256)]
