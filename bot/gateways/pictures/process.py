"""matplotlib in a short-lived process: its 100 MB would otherwise stay in the bot for good.

The child inherits nothing of the environment, where the bot's secrets stand.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.gateways.child_process import end
from bot.gateways.pictures import qr
from bot.gateways.pictures.request import Drawing, to_json
from bot.use_cases.ports.pictures import Funnel, PictureFailed, Poster, Progress

COMMAND = (sys.executable, "-m", "bot.gateways.pictures")
TIME_LIMIT = 30.0
ROOT = Path(__file__).parents[3]


class MatplotlibPictures:
    """Starts one process a picture, one at a time; the others wait for their turn.

    Args:
        command: what draws: a request on stdin, the picture on stdout.
        time_limit: seconds for one picture.
    """

    def __init__(
        self, command: tuple[str, ...] = COMMAND, *, time_limit: float = TIME_LIMIT
    ) -> None:
        self._command = command
        self._time_limit = time_limit
        self._turn = asyncio.Semaphore(1)

    async def funnel(self, funnel: Funnel) -> bytes:
        """See `Pictures.funnel`."""
        return await self._drawn(funnel)

    async def progress(self, progress: Progress) -> bytes:
        """See `Pictures.progress`."""
        return await self._drawn(progress)

    async def poster(self, poster: Poster) -> bytes:
        """See `Pictures.poster`."""
        return await self._drawn(poster)

    async def qr(self, link: str) -> bytes:
        """See `Pictures.qr`."""
        return await asyncio.to_thread(qr.png, link)

    async def _drawn(self, drawing: Drawing) -> bytes:
        async with self._turn:
            with TemporaryDirectory(prefix="pictures-") as folder:
                process = await self._start(folder)
                try:
                    return await self._answer(process, to_json(drawing))
                finally:
                    await end(process)

    async def _start(self, folder: str) -> Process:
        """Let matplotlib keep its list of fonts in `folder`: HOME may be read-only."""
        try:
            return await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                cwd=ROOT,
                env={"MPLCONFIGDIR": folder},
            )
        except OSError as error:
            raise PictureFailed(type(error).__name__) from None

    async def _answer(self, process: Process, request: bytes) -> bytes:
        try:
            async with asyncio.timeout(self._time_limit):
                picture, complaint = await process.communicate(request)
        except TimeoutError:
            raise PictureFailed("timeout") from None
        if process.returncode != 0:
            raise PictureFailed(_fault(complaint) or f"exit {process.returncode}")
        return picture


def _fault(complaint: bytes) -> str:
    """Give the name of the exception that a traceback ends with, without its words."""
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
    name = last.partition(":")[0]
    return name if name.replace(".", "").isidentifier() else ""
