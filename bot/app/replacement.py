"""How a new phone number comes into the registry: by control questions, by HR, by its PIN."""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.app.repositories import Repositories
from bot.core import Store
from bot.limits import Limits
from bot.use_cases.company.find_hr_contact import FindHrContact
from bot.use_cases.number_change.ask_control_questions import AskControlQuestions
from bot.use_cases.number_change.check_control_answers import CheckControlAnswers
from bot.use_cases.number_change.control_attempts import ControlAttempts
from bot.use_cases.number_change.decide_phone import DecidePhone
from bot.use_cases.number_change.end_others import EndOthers
from bot.use_cases.number_change.recall_request import RecallRequest
from bot.use_cases.number_change.request_phone import RequestPhone
from bot.use_cases.number_change.take_phone import TakePhone
from handlers.registry import RegistryDesk
from handlers.replacement import ReplacementDesk
from handlers.staff.phone_requests import PhoneDesk


@dataclass(frozen=True, slots=True)
class NewPhones:
    """The use cases between «Заменить номер» and the changed number."""

    ask_questions: AskControlQuestions
    check_answers: CheckControlAnswers
    request: RequestPhone
    recall: RecallRequest
    take: TakePhone
    desk: PhoneDesk
    attempts: ControlAttempts
    hr_contact: FindHrContact

    def by_name(self, registry: RegistryDesk) -> dict[str, Any]:
        """Give what handlers ask for, by these names."""
        replacement = ReplacementDesk(
            self.ask_questions, self.check_answers, self.request, registry
        )
        return {
            "replacement": replacement,
            "take_phone": self.take,
            "phone_desk": self.desk,
            "phone_requests": self.desk.requests,
        }


def build_new_phones(store: Store, kept: Repositories, limits: Limits) -> NewPhones:
    """Wire them."""
    clock, jobs, requests, people = store.clock, store.jobs, kept.phone_requests, kept.hr_people
    attempts = ControlAttempts(kept.charges, limits)
    end_others = EndOthers(requests, jobs)
    decide = DecidePhone(
        requests, kept.accounts, kept.charges, kept.audit, jobs, end_others, limits, clock
    )
    return NewPhones(
        ask_questions=AskControlQuestions(kept.control_questions, attempts),
        check_answers=CheckControlAnswers(kept.control_questions, kept.accounts, attempts),
        request=RequestPhone(
            requests, people, kept.charges, jobs, limits, clock, secrets.token_bytes
        ),
        recall=RecallRequest(requests, clock),
        take=TakePhone(kept.registry, kept.accounts, requests, people, jobs, end_others),
        desk=PhoneDesk(requests, people, decide),
        attempts=attempts,
        hr_contact=FindHrContact(kept.attributions, kept.hr_contacts),
    )
