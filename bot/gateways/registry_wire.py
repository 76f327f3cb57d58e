"""What the bot's process and the reading one say to each other: a line of JSON each."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from bot.use_cases.phone_list.listed import PhoneList
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase, TooFewRows


@dataclass(frozen=True, slots=True)
class Request:
    """The first line to a process that is to import; the content of the file follows it.

    Attributes:
        keys: SECRET_KEYS in base64, newest first.
        now: the moment that counts for the import.
    """

    database_url: str = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)
    now: datetime
    options: ImportOptions


@dataclass(frozen=True, slots=True)
class ListRequest:
    """The first line to a process that is to read a list of phones; its content follows."""

    today: date


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far the reading is."""

    phase: Phase
    done: int
    total: int


Line = Request | ListRequest | Advanced | ImportReport | PhoneList
KINDS: dict[str, type[Line]] = {
    one.__name__: one for one in (Request, ListRequest, Advanced, ImportReport, PhoneList)
}
FAULTS: dict[str, type[UnreadableFile | BadHeader | TooFewRows]] = {
    one.__name__: one for one in (UnreadableFile, BadHeader, TooFewRows)
}


def to_line(said: Line) -> bytes:
    kind = type(said)
    return _line(kind.__name__, TypeAdapter(kind).dump_python(said, mode="json"))


def fault_line(error: UnreadableFile | BadHeader | TooFewRows) -> bytes:
    """Say why a file was not taken."""
    return _line(type(error).__name__, vars(error))


def from_line(line: bytes) -> Line:
    """Undo `to_line`.

    Raises:
        UnreadableFile, BadHeader, TooFewRows: the line was made by `fault_line`.
        ValueError: nobody has made the line.
    """
    said = json.loads(line)
    kind, of = said["kind"], said["of"]
    if kind in FAULTS:
        raise FAULTS[kind](**of)
    if kind not in KINDS:
        raise ValueError("unknown kind of line")
    read: Line = TypeAdapter(KINDS[kind]).validate_python(of)
    return read


def _line(kind: str, of: Any) -> bytes:
    return json.dumps({"kind": kind, "of": of}).encode() + b"\n"
