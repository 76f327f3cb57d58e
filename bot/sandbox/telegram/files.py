"""The files of the world: what the bot uploads and what people send."""

import mimetypes
import re
from dataclasses import dataclass, field
from itertools import count

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.params import JsonObject

_PHOTO_LIMIT = 10 * 1024 * 1024
_PICTURE_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
# Where a JPEG tells its size: start-of-frame markers, without DHT, JPG and DAC between them.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_UNKNOWN_SIZE = (640, 480)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    name: str
    content: bytes = field(repr=False)

    @property
    def unique_id(self) -> str:
        return f"unique-{self.file_id}"

    @property
    def path(self) -> str:
        """Where ``/file/bot<token>/…`` serves it; Telegram keeps the sender's name out of it."""
        suffix = _SUFFIX.search(self.name)
        return f"{self.file_id}/file{suffix[0] if suffix else ''}"

    @property
    def mime_type(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def described(self) -> JsonObject:
        """Return the fields that every file type of the Bot API has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


class Files:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def add(self, kind: str, name: str, content: bytes) -> StoredFile:
        while (file_id := f"{kind}-{next(self._numbers)}") in self._files:
            pass
        return self.keep(StoredFile(file_id, name, content))

    def keep(self, file: StoredFile) -> StoredFile:
        self._files[file.file_id] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)


def photo_sizes(file: StoredFile) -> list[JsonObject]:
    """Describe a picture as Message.photo does; raises ApiError for what is no picture."""
    if len(file.content) > _PHOTO_LIMIT:
        raise bad_request(f"File of size {len(file.content)} bytes is too big for a photo")
    if not file.content.startswith(_PICTURE_SIGNATURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = _picture_size(file.content)
    return [file.described() | {"width": width, "height": height}]


def _picture_size(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG"):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg_size(content)
    return _UNKNOWN_SIZE


def _jpeg_size(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(content):
        if content[position + 1] in _JPEG_FRAMES:
            height = int.from_bytes(content[position + 5 : position + 7])
            return int.from_bytes(content[position + 7 : position + 9]), height
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    return _UNKNOWN_SIZE
