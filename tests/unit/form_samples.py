"""A complete draft of an invented person, to start form tests from."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form.draft import Draft
from bot.form.step import StepId

TODAY = date(2026, 11, 22)


def filled_draft(**overrides: Any) -> Draft:
    """Everything up to the check screen is answered."""
    draft = Draft(
        policy_kind=PolicyKind.HEALTH,
        policy_number="AM012345678/13",
        role=Role.INSURED,
        citizenship=Citizenship.RUSSIAN,
        surname="Кукушкина",
        given_name="Алла",
        patronymic="Петровна",
        birth_date=date(1990, 3, 12),
        document_kind=DocumentKind.RUSSIAN_PASSPORT,
        document_number="4510 123456",
        issue_date=date(2010, 4, 15),
        issuer="ОВД Тверской",
        phone="+79161234567",
        passed=frozenset({StepId.CONSENT}),
    )
    return replace(draft, **overrides)


CONFIRMED = frozenset(
    {
        *(StepId.CONSENT, StepId.REVIEW, StepId.CAPTCHA, StepId.REGISTRY, StepId.QUESTIONS),
        *(StepId.PIN, StepId.PASSWORD, StepId.PASSWORD_REPEAT),
    }
)
ANSWERS: dict[StepId, dict[str, Any]] = {
    StepId.POLICY_KIND: {"policy_kind": PolicyKind.HEALTH},
    StepId.POLICY_NUMBER: {"policy_number": "123/14"},
    StepId.ROLE: {"role": Role.INSURED},
    StepId.CITIZENSHIP: {"citizenship": Citizenship.RUSSIAN},
    StepId.FULL_NAME: {"surname": "Кукушкина", "given_name": "Алла", "patronymic": "Петровна"},
    StepId.BIRTH_DATE: {"birth_date": date(1990, 3, 12)},
    StepId.DOCUMENT_KIND: {"document_kind": DocumentKind.RUSSIAN_PASSPORT},
    StepId.DOCUMENT_NUMBER: {"document_number": "4510 123456"},
    StepId.DOCUMENT_ISSUED: {"issue_date": date(2010, 4, 15), "issuer": "ОВД Тверской"},
    StepId.PHONE: {"phone": "+79161234567"},
    StepId.EMAIL: {"email": "kukushkina@mail.ru"},
}
"""What each question of a Russian employee's registration is answered with."""
