"""A person in front of the PIN step: the use cases wired over the world in memory."""

from dataclasses import dataclass, field
from itertools import count

from bot.domain.pin import PinCode
from bot.limits import Limits
from bot.use_cases.pin.confirm_pin import ConfirmOutcome, ConfirmPin
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import PinKept, PinOrdered, PinRefused
from bot.use_cases.pin.resend_pin import ResendOutcome, ResendPin
from bot.use_cases.pin.send_pin import SendPin
from bot.use_cases.ports.registry import Insured, PhoneState
from tests.conftest import FakeClock
from tests.unit.registry_samples import TODAY
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, FakePins, FakeRecorder, FakeSmsLog
from tests.use_cases.registry_fakes import FakeRegistry

CHAT, INSURED, PHONE = 7, 5, "+79160000001"


@dataclass
class PinWorld:
    """What all chats share."""

    clock: FakeClock
    limits: Limits = field(default_factory=Limits)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    sms: FakeSmsLog = field(default_factory=FakeSmsLog)
    recorder: FakeRecorder = field(default_factory=FakeRecorder)

    def __post_init__(self) -> None:
        self.pins, self.charges = FakePins(self.clock), FakeCharges(self.clock)
        self.counters = PinCounters(self.charges, self.limits)
        self.code = PinCode((b"k" * 32,))
        self._causes, self._ids = count(100), count(1)
        shared = (self.pins, self.counters, self.jobs, self.limits, self.clock)
        self.send = SendPin(*shared, new_id=lambda: next(self._ids).to_bytes(16, "big"))
        row = Insured(INSURED, "ООО", None, TODAY, TODAY, False, PhoneState.SAME, False)
        self.registry = FakeRegistry({"row": (row, PHONE)})
        self.resend = ResendPin(self.pins, self.counters, self.clock, self.send, self.registry)
        self.confirm = ConfirmPin(self.pins, self.counters, self.sms, self.clock, self.code.fits)

    async def gets_a_pin(
        self, chat: int = CHAT, insured: int = INSURED, phone: str = PHONE
    ) -> PinOrdered | PinKept | PinRefused:
        outcome = await self.send(self.recorder, chat, insured, phone, next(self._causes))
        self.recorder.commit()
        return outcome

    async def asks_again(self, phone: str = PHONE, chat: int = CHAT) -> ResendOutcome:
        outcome = await self.resend(self.recorder, chat, phone, next(self._causes))
        self.recorder.commit()
        return outcome

    async def types(
        self, text: str, chat: int = CHAT, phone: str = PHONE, cause: int = 0
    ) -> ConfirmOutcome:
        cause = cause or next(self._causes)
        outcome = await self.confirm(self.recorder, chat, phone, text, cause)
        self.recorder.commit()
        return outcome

    async def types_wrong(self, times: int = 1, chat: int = CHAT) -> list[ConfirmOutcome]:
        return [await self.types(self.wrong, chat) for _ in range(times)]

    @property
    def pin(self) -> str:
        return self.code(self.pins.rows[-1].id)

    @property
    def wrong(self) -> str:
        codes = {self.code(row.id) for row in self.pins.rows}
        return next(text for number in count() if (text := f"{number:06}") not in codes)
