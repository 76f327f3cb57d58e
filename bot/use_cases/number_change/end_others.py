"""One number of a person was confirmed: what other chats have asked for them ends."""

from dataclasses import dataclass

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class EndOthers:
    """Each of them hears of it: one of them may be the person, and the others may not."""

    requests: PhoneRequests
    jobs: JobQueue

    async def __call__(self, recorder: Recorder, insured_id: int, chat_id: int) -> None:
        """Of two chats whose numbers are confirmed at once the second runs again, and has ended.

        Args:
            chat_id: the one whose number was confirmed.
        """
        recorder.record(self.requests.hold(insured_id))
        for one in await self.requests.elsewhere(insured_id, chat_id):
            told = desk_event(DeskEvent.PHONE_SUPERSEDED, one.id, one.chat_id, request=one.id)
            recorder.record(self.requests.supersede(one.id), self.jobs.add(told))
