"""A person at the PIN step over the real storage, and the worker that serves them."""

import json
from dataclasses import dataclass, field

from bot.domain.pin import PinCode
from bot.gateways.sms.failover import FailoverSms
from bot.limits import Limits
from bot.texts import Texts
from bot.use_cases.pin.confirm_pin import ConfirmPin
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.deliver_pin import DeliverPin
from bot.use_cases.pin.end_pin import EndPin
from bot.use_cases.pin.follow_sms import FollowSms
from bot.use_cases.pin.resend_pin import ResendPin
from bot.use_cases.pin.send_pin import SendPin
from bot.use_cases.pin.sms_jobs import Act, SmsJobs
from bot.use_cases.ports.jobs import Again, Ended, Executor, Job, JobKind
from bot.use_cases.ports.storage import Write
from storage.charges import StoredCharges
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.sms import StoredSms
from storage.tallies import StoredTallies
from storage.unit_of_work import execute
from tests.conftest import FakeClock
from tests.use_cases.pin_fakes import FakeRecorder

CHAT, INSURED, PHONE = 7, 5, "+79160000001"


@dataclass
class Person:
    """Somebody with a phone in front of the PIN step, and the worker that serves them."""

    jobs: Jobs
    pins: StoredPins
    send: SendPin
    resend: ResendPin
    confirm: ConfirmPin
    executor: SmsJobs
    clock: FakeClock
    events: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ends: list[Ended] = field(default_factory=list)

    async def asks_for_a_pin(self) -> None:
        recorder = FakeRecorder()
        await self.send(recorder, CHAT, INSURED, PHONE, cause=1)
        await self._commit(recorder.writes)

    async def presses_again(self) -> None:
        recorder = FakeRecorder()
        await self.resend(recorder, CHAT, PHONE, cause=2)
        await self._commit(recorder.writes)

    async def types(self, pin: str) -> object:
        recorder = FakeRecorder()
        outcome = await self.confirm(recorder, CHAT, PHONE, pin, cause=3)
        await self._commit(recorder.writes)
        return outcome

    async def waits(self, seconds: float = 0) -> None:
        """Let time pass and the worker do what has come due."""
        self.clock.passes(seconds=seconds)
        while taken := await self.jobs.take(10):
            for job in taken:
                await self._carry_out(job)

    async def sent_key(self) -> str:
        challenge = await self.pins.newest_for(CHAT, PHONE)
        assert challenge is not None
        return f"pin:{challenge.id.hex()}:{challenge.sends}"

    async def _carry_out(self, job: Job) -> None:
        if job.kind is JobKind.EVENT:
            content = json.loads(job.payload)
            del content["data"]["challenge"]
            self.events.append((content["kind"], content["data"]))
            await self._commit([self.jobs.finish(job)])
            return
        outcome = await self.executor(job)
        if isinstance(outcome, Again):
            back = self.jobs.put_back(job, outcome.not_before, outcome.error)
            await self._commit([*outcome.writes, back])
        elif isinstance(outcome, Ended):
            self.ends.append(outcome)
            end = self.jobs.finish(job, outcome.state, outcome.error)
            await self._commit([*outcome.writes, end])

    async def _commit(self, writes: list[Write]) -> None:
        await execute(self.jobs.database, writes)


def wired(
    jobs: Jobs, sender: FailoverSms, keys: Keyring, clock: FakeClock, texts: Texts
) -> Person:
    """Wire the use cases as the composition root does."""
    limits = Limits()
    pins, log = StoredPins(jobs.database, keys, clock), StoredSms(jobs.database, keys, clock)
    charges = StoredCharges(jobs.database, keys, clock)
    counters, code = PinCounters(charges, limits), PinCode(keys.secrets("pin"))
    send = SendPin(pins, counters, jobs, limits, clock, new_id=lambda: b"unpredictable-id")
    tally = StoredTallies(jobs.database, clock)
    deliver = DeliverPin(
        pins, counters, jobs, log, tally, sender, texts.plain, limits, clock, code
    )
    acts: dict[Act, Executor] = {
        Act.PIN: deliver,
        Act.FOLLOW: FollowSms(pins, jobs, log, tally, sender, clock),
        Act.END: EndPin(pins, charges, log, limits, clock),
    }
    return Person(
        jobs=jobs,
        pins=pins,
        send=send,
        resend=ResendPin(pins, counters, clock, send, StoredRegistry(jobs.database, keys)),
        confirm=ConfirmPin(pins, counters, log, clock, code.fits),
        executor=SmsJobs(acts),
        clock=clock,
    )
