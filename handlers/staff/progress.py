"""«Как идут дела»: how far a company's people are, as numbers and as a small picture."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.figures import share, thousands
from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.company.progress_picture import counts, in_words
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.company_progress import Headcount, Headcounts
from bot.use_cases.ports.hr import HrPerson
from handlers.said import Ask, Attachment, Said
from handlers.staff.companies import company_key
from handlers.staff.filters import AtDesk, IsHr, OfCompany
from handlers.staff.hr_menu import back_to_menu
from handlers.talk import Talk

PICTURE = "company-progress"
"""A recipe, made of the company, the day and the numbers."""


@dataclass(frozen=True, slots=True)
class ProgressDesk:
    """What counting people needs."""

    headcounts: Headcounts
    audit: Audit


def router() -> Router:
    """Take the button of the menu."""
    routes = Router(name="progress")
    routes.callback_query.register(show_progress, AtDesk(Desk.HR, "progress"), IsHr(), OfCompany())
    return routes


async def show_progress(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    talk: Talk,
    hr: HrPerson,
    progress_desk: ProgressDesk,
) -> Said:
    headcount = await progress_desk.headcounts.of(company, talk.today)
    entry = AuditEntry(hr.user_id, Act.STATISTICS_READ, company)
    talk.record.record(progress_desk.audit.note(entry))
    day = f"{talk.today:%d.%m.%Y}"
    made_of: dict[str, str | list[str]] = {
        "company": company,
        "day": day,
        "counts": counts(headcount),
    }
    caption = Prompt("hr-progress-caption", {"company": company, "day": day})
    return _numbers(company, day, headcount), Attachment(PICTURE, caption, made_of)


def _numbers(company: str, day: str, headcount: Headcount) -> Ask:
    told = Prompt(
        "hr-progress",
        {
            "company": company,
            "day": day,
            "insured": thousands(headcount.insured),
            "share": share(headcount.done, headcount.insured),
            **in_words(headcount),
        },
    )
    remind = DeskButton("button-hr_remind", Desk.HR, "remind", company_key(company))
    return Ask(told, instead=True, keyboard=Keyboard(((remind,), back_to_menu(company))))
