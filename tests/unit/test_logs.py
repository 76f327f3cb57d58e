"""What the log keeps of a fault: its class, never its text."""

import asyncio

from structlog.testing import capture_logs

from bot.logs import tell_of_lost_fault


async def fails() -> None:
    raise ValueError("4509 123456")


async def test_a_fault_that_nobody_awaits_is_told_without_its_text() -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(tell_of_lost_fault)
    with capture_logs() as events:
        task = asyncio.create_task(fails())
        await asyncio.wait([task])
        del task
    loop.set_exception_handler(None)
    [told] = events
    assert told["error"] == "ValueError"
    assert "4509" not in str(told)
