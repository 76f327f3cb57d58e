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
from bot.meters import Meters
from bot.sender import Sender
from bot.sender.delivery import Delivery, Recipe
from bot.sender.pace import Pace
from bot.use_cases.ports.jobs import Executor, GivingUp, HandedOn, Job, JobKind, Outcome
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
        owner = secrets.token_hex(8)
        jobs = Jobs(database, keys, clock, owner)
        return cls(database, keys, clock, jobs, Conversations(database, keys, clock, owner))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the machinery carries: the conversation, its recipes, and who does its jobs."""

    handler: Handler
    recipes: Mapping[str, Recipe]
    executors: Mapping[JobKind, Executor]
    giving_up: Mapping[JobKind, GivingUp]


@dataclass(frozen=True, slots=True)
class Core:
    """Intake, sender and worker, wired together."""

    store: Store
    bot: Bot
    sender: Sender
    queues: PersonQueues
    intake: Intake
    worker: Worker


def build_core(  # noqa: PLR0913 - all that the machinery is made of
    store: Store,
    bot: Bot,
    behaviour: Behaviour,
    limits: Limits,
    meters: Meters,
    *,
    patience: Patience | None = None,
) -> Core:
    """Wire the machinery around a conversation."""
    due = asyncio.Event()
    pace = Pace(limits, time.monotonic)
    delivery = Delivery(bot, store.conversations, behaviour.recipes, store.clock)
    sender = Sender(delivery, store.conversations, pace, meters)
    units = UnitOfWork(store.database, store.conversations)
    cycle = Cycle(units, store.jobs, behaviour.handler, sender, due.set, meters)
    persistence = Persistence(cycle, store.jobs, meters, patience or Patience())
    queues = PersonQueues(persistence.carry_out)
    meters.watch_queue(queues.__len__)
    intake = Intake(bot, queues, store.jobs, meters)

    async def hand_on(job: Job) -> Outcome:
        await intake.take_job(job)
        return HandedOn()

    own: dict[JobKind, Executor] = {JobKind.UPDATE: hand_on, JobKind.EVENT: hand_on}
    executors = {**own, **behaviour.executors}
    worker = Worker(store.jobs, executors, behaviour.giving_up, store.clock, due, meters)
    return Core(store, bot, sender, queues, intake, worker)


def build_bot(token: str, api_url: str) -> Bot:
    """Make the client of the Bot API; it connects when first used."""
    server = TelegramAPIServer.from_base(api_url)
    return Bot(token, session=AiohttpSession(api=server))
