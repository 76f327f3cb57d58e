"""The worker of the world in memory: carries SMS jobs out and commits what comes of them."""

import json
from itertools import count

from bot.use_cases.pin.deliver_pin import DeliverPin
from bot.use_cases.pin.end_pin import EndPin
from bot.use_cases.pin.follow_sms import FollowSms
from bot.use_cases.pin.sms_jobs import Act, SmsJobs
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, NewJob, Outcome
from bot.use_cases.ports.sms import (
    DeliveryStatus,
    SmsRefused,
)
from tests.use_cases.pin_chat import CHAT, PinWorld
from tests.use_cases.pin_fakes import FakeSender, commit
from tests.use_cases.tally_fake import FakeTally


def say(text_id: str, /, **args: str) -> str:
    return f"{args['code']} — {text_id}"


class PostOffice:
    """The worker of the world: carries out what is due and commits what comes of it."""

    def __init__(self, world: PinWorld) -> None:
        self.world, self.sender, self.tally = world, FakeSender(), FakeTally()
        self._ids, self._attempts = count(1), dict[str, int]()
        common = (world.pins, world.jobs, world.sms)
        self.executor = SmsJobs(
            {
                Act.PIN: DeliverPin(
                    world.pins,
                    world.counters,
                    world.jobs,
                    world.sms,
                    self.tally,
                    self.sender,
                    say,
                    world.limits,
                    world.clock,
                    world.code,
                ),
                Act.FOLLOW: FollowSms(*common, self.tally, self.sender, world.clock),
                Act.END: EndPin(world.pins, world.charges, world.sms, world.limits, world.clock),
            }
        )

    async def carries_out(self, act: Act, *, resumed: bool = False) -> Outcome:
        """Do the newest job of an act."""
        key = [key for key in self.world.jobs.left if key.startswith(f"{act}:")][-1]
        left = self.world.jobs.left[key]
        self._attempts[key] = self._attempts.get(key, 0) + 1
        job = Job(
            next(self._ids), JobKind.SMS, key, left.payload, CHAT, self._attempts[key], resumed
        )
        outcome = await self.executor(job)
        assert isinstance(outcome, Ended | Again)
        commit(outcome.writes)
        return outcome

    async def follows(self, *statuses: DeliveryStatus | SmsRefused) -> Outcome:
        """Ask the gateway at each due moment and hear these statuses."""
        outcome: Outcome = Again(self.newest(Act.FOLLOW).not_before or self.world.clock.now)
        for status in statuses:
            assert isinstance(outcome, Again)
            self.world.clock.now = outcome.not_before
            self.sender.statuses.append(status)
            outcome = await self.carries_out(Act.FOLLOW)
        return outcome

    async def hears(self, due: Again, status: DeliveryStatus) -> Outcome:
        """Ask the gateway at this moment and hear this status."""
        self.world.clock.now = due.not_before
        self.sender.statuses.append(status)
        return await self.carries_out(Act.FOLLOW)

    def newest(self, act: Act) -> NewJob:
        return next(
            job for key, job in reversed(self.world.jobs.left.items()) if key.startswith(act)
        )

    @property
    def events(self) -> list[tuple[str, dict[str, str]]]:
        jobs = (job for job in self.world.jobs.left.values() if job.kind is JobKind.EVENT)
        contents = [json.loads(job.payload) for job in jobs]
        for content in contents:
            assert bytes.fromhex(content["data"].pop("challenge")) in self.world.pins.phones
        return [(content["kind"], content["data"]) for content in contents]
