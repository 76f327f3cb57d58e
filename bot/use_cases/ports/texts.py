"""Words for what leaves the chat: SMS, pictures, files."""

from typing import Protocol


class PlainText(Protocol):
    """Looks a text up by its id and fills it in, without any escaping."""

    def __call__(self, text_id: str, /, **args: str) -> str: ...
