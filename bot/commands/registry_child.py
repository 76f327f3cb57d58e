"""The process that reads files of the chat: a request and a file on stdin, lines on stdout.

Its arguments are the bytes of address space and the seconds of a processor that it may take: a
small archive can hold a table larger than the machine. It ends by itself when nobody reads its
progress any more.
"""

import asyncio
import base64
import resource
import sys
from functools import partial
from typing import BinaryIO

from bot.commands.registry_import import Target, import_into
from bot.gateways.registry_file import read_registry
from bot.gateways.registry_wire import (
    Advanced,
    ListRequest,
    Request,
    fault_line,
    from_line,
    to_line,
)
from bot.use_cases.phone_list.listed import MOST_UNPACKED, read_phone_list
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportReport, Phase, Progress, TooFewRows


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Carry out one request.

    Raises:
        ValueError: it is none.
    """
    request = from_line(incoming.readline())
    if not isinstance(request, Request | ListRequest):
        raise ValueError("not a request")
    outgoing.write(_answer(request, incoming.read(), partial(_advance, outgoing)))
    outgoing.flush()


def _answer(request: Request | ListRequest, content: bytes, advance: Progress) -> bytes:
    try:
        if isinstance(request, ListRequest):
            sheet = read_registry(content, MOST_UNPACKED)
            return to_line(read_phone_list(sheet, request.today, advance))
        return to_line(asyncio.run(_import(request, content, advance)))
    except (UnreadableFile, BadHeader, TooFewRows) as error:
        return fault_line(error)


async def _import(request: Request, content: bytes, advance: Progress) -> ImportReport:
    keys = [base64.b64decode(key) for key in request.keys]
    target = Target(request.database_url, keys, request.now)
    return await import_into(target, partial(read_registry, content), request.options, advance)


def _advance(outgoing: BinaryIO, phase: Phase, done: int, total: int) -> None:
    outgoing.write(to_line(Advanced(phase, done, total)))
    outgoing.flush()


def _limit(memory: int, seconds: int) -> None:
    """A process that ends by its limits leaves no image of its memory on the disk."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit(*map(int, sys.argv[1:]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
