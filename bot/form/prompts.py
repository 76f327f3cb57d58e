"""Which text a step says, as data: an id and its arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.dates import anniversary
from bot.domain.moscow import today as moscow_day
from bot.domain.refusal import InvalidAnswer
from bot.form.draft import Adding, Doubt, Draft
from bot.form.order import position
from bot.form.replacement import Approval, Control, Replacement, SentToHr, Waiting
from bot.form.review import masked
from bot.form.step import StepId

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text to render; the arguments may be personal, so they are kept out of the repr."""

    text_id: str
    args: Mapping[str, str | int] = field(default_factory=dict, repr=False)


def question(step: StepId, draft: Draft) -> Prompt:
    """What an ordinary step asks: the pending doubt about it, or its own question."""
    if draft.doubt and draft.doubt.step is step:
        return _doubt(draft.doubt)
    return Prompt(f"ask-{step}", progress(step, draft) | _variant(step, draft))


def _doubt(doubt: Doubt) -> Prompt:
    return Prompt(f"doubt-{doubt.kind}", {"typed": doubt.as_typed, "proposal": doubt.proposal})


def progress(step: StepId, draft: Draft) -> dict[str, str | int]:
    """Arguments of «4 из 12»."""
    if draft.aside:
        return {"number": "edit", "total": ""}
    number, total = position(step, draft)
    return {"number": str(number), "total": str(total)}


def _variant(step: StepId, draft: Draft) -> dict[str, str | int]:
    match step:
        case StepId.POLICY_KIND:
            return {"purpose": "registration" if draft.adding is None else "adding"}
        case StepId.DOCUMENT_NUMBER | StepId.DOCUMENT_ISSUED:
            return {"document": str(draft.document_kind)}
        case StepId.FULL_NAME:
            return {"patronymic": "none" if draft.patronymic == "" else "awaited"}
        case StepId.SURNAME | StepId.GIVEN_NAME:
            return {"rest": "edited" if draft.aside else "told"}
        case _:
            return {}


def replacement(draft: Draft, today: date) -> Prompt:
    """What is said where the registry knows another phone: how far its replacement has got."""
    phone, known = masked(draft)["phone"], draft.replacement
    through_hr = {"phone": phone, "whose": _whose(draft, today), **hr_contact(known)}
    match known and known.stage:
        case Control() as control:
            number, total = len(control.answers) + 1, len(control.questions)
            place: dict[str, str | int] = {"number": str(number), "total": str(total)}
            return Prompt("ask-control", {"question": control.question, **place})
        case Waiting() as waiting:
            until = f"{moscow_day(waiting.until):%d.%m.%Y}"
            return Prompt("phone-waiting", {"until": until, **through_hr})
        case SentToHr() as sent if sent.after_request:
            return Prompt(f"phone-{sent}", hr_contact(known))
        case SentToHr() as sent:
            return Prompt("phone-through-hr", {"why": sent.value, **through_hr})
        case Approval.HR:
            return Prompt("phone-approved", {"phone": phone})
        case _:
            return Prompt("ask-questions", {"phone": phone})


def _whose(draft: Draft, today: date) -> str:
    """Whom the row is about, as who writes to HR says it: parents register their children."""
    born = draft.birth_date
    minor = born is not None and anniversary(born, ADULT_AGE) > today
    return "child" if draft.adding is Adding.CHILD or minor else "own"


def hr_contact(known: Replacement | None) -> dict[str, str | int]:
    """Arguments of every text that sends somebody to HR."""
    return contact_of_hr(None if known is None else known.hr_contact)


def contact_of_hr(contact: str | None) -> dict[str, str | int]:
    """The same arguments, of a contact found elsewhere."""
    return {"contact": contact or "", "known": "known" if contact else "unknown"}


def refusal(step: StepId, error: InvalidAnswer) -> Prompt:
    return Prompt(f"bad-{step}-{error.reason}", error.details)


def explanation(step: StepId) -> Prompt:
    """The answer to «Зачем это?»."""
    return Prompt(f"why-{step}")


def wrong_content(step: StepId) -> Prompt:
    """What is said to a photo, a voice message or anything else that is not a text."""
    return Prompt(f"wrong-content-{step}")
