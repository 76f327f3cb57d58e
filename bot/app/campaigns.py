"""What HR people do with their links: print them, watch the progress, have people reminded."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from aiogram.types import BufferedInputFile

from bot.app.given import Given
from bot.app.repositories import Repositories
from bot.core import Store
from bot.domain.daytime import Daytime
from bot.domain.file_name import slug
from bot.sender.delivery import Recipe
from bot.texts import Texts
from bot.use_cases.company.company_poster import company_poster
from bot.use_cases.company.progress_picture import progress_picture
from bot.use_cases.ports.pictures import Pictures
from bot.use_cases.ports.reminders import Reminders
from bot.use_cases.reminders.deliver_reminder import DeliverReminder
from bot.use_cases.reminders.remind_unfinished import RemindUnfinished
from bot.use_cases.reminders.spread_reminders import SpreadReminders
from handlers.links import BotLink
from handlers.staff.link_files import POSTER, QR, PrintDesk
from handlers.staff.progress import PICTURE, ProgressDesk
from handlers.staff.reminded import Reminding
from handlers.staff.reminders import ReminderDesk


@dataclass(frozen=True, slots=True)
class Desks:
    """What the handlers ask for, by these names."""

    print_desk: PrintDesk
    progress_desk: ProgressDesk
    reminder_desk: ReminderDesk
    reminders: Reminders

    def by_name(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The desks, who says a reminder, and the recipes of what the desks promise."""

    desks: Desks
    reminding: Reminding
    recipes: dict[str, Recipe]


def build_campaigns(
    store: Store, kept: Repositories, given: Given, pictures: Pictures, bot_link: BotLink
) -> Campaigns:
    """Wire them."""
    limits, clock, jobs, reminders = given.limits, store.clock, store.jobs, kept.reminders
    daytime = Daytime(limits.reminder_from_hour, limits.reminder_until_hour)
    remind = RemindUnfinished(reminders, jobs, kept.audit, daytime, limits, clock)
    desks = Desks(
        print_desk=PrintDesk(kept.invitations, kept.hr_contacts, bot_link),
        progress_desk=ProgressDesk(kept.headcounts, kept.audit),
        reminder_desk=ReminderDesk(remind, limits),
        reminders=reminders,
    )
    reminding = Reminding(
        SpreadReminders(reminders, jobs, daytime, clock),
        DeliverReminder(reminders, jobs, daytime, clock),
    )
    insurer = given.settings.insurer_name or ""
    return Campaigns(desks, reminding, _recipes(pictures, given.texts, insurer))


def _recipes(pictures: Pictures, texts: Texts, insurer: str) -> dict[str, Recipe]:
    async def qr(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        about = params["made_of"]
        picture = await pictures.qr(about["link"])
        return _captioned(params, document=_file("qr", about, picture, "png"))

    async def poster(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        about = params["made_of"]
        page = await pictures.poster(company_poster(texts.plain, insurer, about))
        return _captioned(params, document=_file("plakat", about, page, "pdf"))

    async def progress(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        about = params["made_of"]
        title = f"{about['company']}, {about['day']}"
        drawn = await pictures.progress(progress_picture(texts.plain, title, about["counts"]))
        return _captioned(params, photo=BufferedInputFile(drawn, "progress.png"))

    return {QR: qr, POSTER: poster, PICTURE: progress}


def _file(name: str, about: Mapping[str, str], content: bytes, kind: str) -> BufferedInputFile:
    parts = (name, slug(about["company"]), slug(about["campaign"]))
    return BufferedInputFile(content, f"{'-'.join(filter(None, parts))}.{kind}")


def _captioned(params: Mapping[str, Any], **content: BufferedInputFile) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "made_of"} | content
