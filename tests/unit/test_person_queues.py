"""One thing that cannot be handled must not take along what waits behind it."""

from aiogram.types import Update

from bot.intake.incoming import Incoming
from bot.intake.queues import PersonQueues


def incoming(update_id: int, person: int = 7) -> Incoming:
    return Incoming(person, Update(update_id=update_id))


async def test_what_one_person_sends_is_handled_in_order() -> None:
    handled = []

    async def handle(one: Incoming) -> None:
        handled.append(one.update_id)

    queues = PersonQueues(handle)
    for update_id in range(5):
        queues.put(incoming(update_id))
    await queues.idle()
    assert handled == [0, 1, 2, 3, 4]


async def test_a_failure_nobody_expected_holds_up_nothing() -> None:
    handled = []

    async def handle(one: Incoming) -> None:
        if one.update_id == 1:
            raise LookupError
        handled.append(one.update_id)

    queues = PersonQueues(handle)
    bad = incoming(1)
    queues.put(bad)
    queues.put(incoming(2))
    await queues.idle()
    assert handled == [2]
    assert bad.settled.is_set()
