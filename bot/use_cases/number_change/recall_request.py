"""What HR has been asked, or has said, about a number: it holds however the person comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.form.replacement import Approval, Waiting
from bot.use_cases.ports.phone_requests import PhoneRequests, RequestState


@dataclass(frozen=True, slots=True)
class RecallRequest:
    """Looks at the newest request of a chat; one about another number or person is none."""

    requests: PhoneRequests
    clock: Callable[[], datetime]

    async def __call__(
        self, chat_id: int, insured_id: int, phone: str
    ) -> Waiting | Approval | None:
        request = await self.requests.of_chat(chat_id)
        if request is None or not request.is_about(insured_id, phone):
            return None
        if request.expires_at <= self.clock():
            return None
        if request.state is RequestState.CONFIRMED:
            return Approval.HR
        if request.state is RequestState.OPEN:
            return Waiting(request.id, request.expires_at)
        return None
