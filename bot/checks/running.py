"""Checks side by side, each with its time-out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import chain

from bot.checks.finding import Finding, fault
from bot.settings import Settings, SettingsError

SECONDS = 10.0
Check = Callable[[Settings], Awaitable[Sequence[Finding]]]


async def carry_out(
    checks: Mapping[str, Check], settings: Settings, seconds: float = SECONDS
) -> list[Finding]:
    """Run the checks at the same time and give their findings in the order of the checks.

    Args:
        checks: by what a check that breaks off is about.
    """
    running = (_in_time(name, check(settings), seconds) for name, check in checks.items())
    return list(chain.from_iterable(await asyncio.gather(*running)))


async def _in_time(
    name: str, check: Awaitable[Sequence[Finding]], seconds: float
) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(seconds):
            return await check
    except TimeoutError:
        return [fault(name, f"нет ответа за {seconds:g} с")]
    except SettingsError as error:
        name, _, text = str(error).partition(": ")
        return [fault(name, text)]
    except Exception as error:  # noqa: BLE001 - one check's fault must not hide the others
        return [fault(name, f"проверка не удалась ({type(error).__name__})")]
