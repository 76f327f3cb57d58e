"""Twenty people register while the bot is killed again and again."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.telegram import Person
from tests.crash.bots import Nursery
from tests.crash.verdict import Verdict, judge
from tests.world import World

PEOPLE = 20
PATIENCE = 60.0
"""Seconds a person waits for an answer, restarts included."""
LIFETIMES = (0.05, 1.0)
"""Seconds between a start and its kill: from before the first poll to deep in the work."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    verdict: Verdict
    walks: int


async def endure(world: World, nursery: Nursery, kills: int, seed: int) -> Outcome:
    """Let people walk while the bot dies `kills` times, then let them finish."""
    stop = asyncio.Event()
    people = [
        asyncio.create_task(_walk_on(world.telegram.person(100 + n, f"Person{n}"), stop))
        for n in range(PEOPLE)
    ]
    moments = await _kill(nursery, kills, random.Random(seed), people)
    stop.set()
    walks = sum(await asyncio.gather(*people))
    await nursery.stop()
    return Outcome(judge(world.telegram.ledger, moments), walks)


async def _kill(
    nursery: Nursery, kills: int, chance: random.Random, people: Sequence[asyncio.Task[int]]
) -> list[float]:
    moments = []
    for _ in range(kills):
        await nursery.start()
        await asyncio.wait(
            people, timeout=chance.uniform(*LIFETIMES), return_when="FIRST_COMPLETED"
        )
        moments.append(time.time())
        await nursery.kill()
    await nursery.start()
    return moments


async def _walk_on(person: Person, stop: asyncio.Event) -> int:
    walks = 0
    while not stop.is_set():
        await walk(person)
        walks += 1
    return walks


async def walk(person: Person) -> None:
    """Fill the form in and drop it, waiting for each answer."""
    await person.starts()
    await person.sees("Согласие на обработку", timeout=PATIENCE)
    await person.clicks("Согласен, начать", timeout=PATIENCE)
    await person.sees("вид полиса", timeout=PATIENCE)
    await person.clicks("Здоровье (ДМС)", timeout=PATIENCE)
    await person.sees("номер полиса", timeout=PATIENCE)
    await person.says("123/14")
    await person.sees("Являюсь", timeout=PATIENCE)
    await person.clicks("Застрахованным", timeout=PATIENCE)
    await person.sees("Гражданство", timeout=PATIENCE)
    await person.clicks("Гражданин РФ", timeout=PATIENCE)
    await person.sees("Фамилия, Имя, Отчество", timeout=PATIENCE)
    await person.says("Иванова Анна Петровна")
    await person.sees("Дата рождения", timeout=PATIENCE)
    await person.says("12.03.1990")
    await person.sees("Документ", timeout=PATIENCE)
    await person.clicks("Паспорт гражданина РФ", timeout=PATIENCE)
    await person.sees("Серия и номер", timeout=PATIENCE)
    await person.says("4509 123456")
    await person.sees("Дата выдачи", timeout=PATIENCE)
    await person.says("15.04.2010, ОВД Тверской")
    await person.sees("Мобильный телефон", timeout=PATIENCE)
    await person.says("+7 916 123-45-67")
    await person.sees("Проверьте данные", timeout=PATIENCE)
    await person.says("/cancel")
    await person.sees("Остановить регистрацию", timeout=PATIENCE)
    await person.clicks("Да, удалить ответы", timeout=PATIENCE)
    await person.sees("Регистрация остановлена", timeout=PATIENCE)
