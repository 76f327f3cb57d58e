"""The machinery between Telegram and the database, whatever conversation it carries."""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.intake.cycle import Cycle, Handler
from bot.intake.intake import Intake
from bot.intake.persistence import Patience, Persistence
from bot.intake.queues import PersonQueues
from bot.jobs import Worker
from bot.limits import Limits
from bot.pace import Pace
from bot.sender import Sender
from bot.sender.sender import Recipe
from bot.use_cases.ports.jobs import Executor, HandedOn, Job, JobKind, Outcome
from storage.conversations import Conversations
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.unit_of_work import UnitOfWork

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """What every part that reads or writes shares."""

    database: Database
    keys: Keyring
    clock: Clock
    jobs: Jobs
    conversations: Conversations

    @classmethod
    def over(cls, database: Database, keys: Keyring, clock: Clock = utc_now) -> "Store":
        jobs = Jobs(database, keys, clock, owner=secrets.token_hex(8))
        return cls(database, keys, clock, jobs, Conversations(database, keys, clock))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the machinery carries: the conversation, its recipes, and who does its jobs."""

    handler: Handler
    recipes: Mapping[str, Recipe]
    executors: Mapping[JobKind, Executor]


@dataclass(frozen=True, slots=True)
class Core:
    """Intake, sender and worker, wired together."""

    store: Store
    bot: Bot
    sender: Sender
    queues: PersonQueues
    intake: Intake
    worker: Worker


def build_core(
    store: Store, bot: Bot, behaviour: Behaviour, limits: Limits, patience: Patience | None = None
) -> Core:
    """Wire the machinery around a conversation."""
    due = asyncio.Event()
    pace = Pace(limits, time.monotonic)
    sender = Sender(bot, store.conversations, pace, behaviour.recipes, store.clock)
    units = UnitOfWork(store.database, store.conversations)
    cycle = Cycle(units, store.jobs, behaviour.handler, sender, wake_worker=due.set)
    queues = PersonQueues(Persistence(cycle, store.jobs, patience or Patience()).carry_out)
    intake = Intake(bot, queues, store.jobs)

    async def hand_on(job: Job) -> Outcome:
        await intake.take_job(job)
        return HandedOn()

    own: dict[JobKind, Executor] = {JobKind.UPDATE: hand_on, JobKind.EVENT: hand_on}
    worker = Worker(store.jobs, {**own, **behaviour.executors}, store.clock, due)
    return Core(store, bot, sender, queues, intake, worker)


def build_bot(token: str, api_url: str) -> Bot:
    """Make the client of the Bot API; it connects when first used."""
    server = TelegramAPIServer.from_base(api_url)
    return Bot(token, session=AiohttpSession(api=server))
