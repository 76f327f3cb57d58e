"""The picture with signs that a person retypes."""

from typing import Protocol


class CaptchaPainter(Protocol):
    """Draws the answer so that a person reads it and a simple script does not."""

    async def paint(self, answer: str) -> bytes:
        """Give a PNG; nothing in it but the pixels carries the answer."""
        ...
