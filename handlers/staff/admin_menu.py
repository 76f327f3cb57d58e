"""What administrators read: the list of commands, the state of the bot, the last acts."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import Message

from bot.domain.moscow import MOSCOW
from bot.form.prompts import Prompt
from bot.use_cases.administration.audit_words import details_in_words
from bot.use_cases.administration.examine_health import checkup
from bot.use_cases.ports.audit import OPERATOR, Act, Audit, AuditEntry, AuditLine
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.texts import PlainText
from handlers.filters import command
from handlers.said import Note, Said
from handlers.staff.filters import IsAdmin
from handlers.talk import Talk

ACTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """What the commands need."""

    audit: Audit
    jobs: JobQueue
    text: PlainText


def router() -> Router:
    """Take «/admin», «/health» and «/audit»."""
    routes = Router(name="administrators")
    routes.message.register(list_commands, command("admin"), IsAdmin())
    routes.message.register(order_checkup, command("health"), IsAdmin())
    routes.message.register(show_acts, command("audit"), IsAdmin())
    return routes


async def list_commands(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Note(Prompt("admin-commands")),)


async def order_checkup(message: Message, talk: Talk, admin_desk: AdminDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    """Gateways are asked by a job: no handler awaits the network."""
    read = admin_desk.audit.note(AuditEntry(talk.chat_id, Act.HEALTH_READ))
    talk.record.record(admin_desk.jobs.add(checkup(talk.chat_id, talk.cause)), read)
    return (Note(Prompt("health-asked")),)


async def show_acts(message: Message, admin_desk: AdminDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    acts = await admin_desk.audit.last(ACTS_SHOWN)
    lines = "\n".join(_line(one, admin_desk.text) for one in acts)
    return (Note(Prompt("audit-acts", {"count": len(acts), "lines": lines})),)


def _line(one: AuditLine, text: PlainText) -> str:
    details = details_in_words(one, text)
    told = filter(None, (text("audit-act", act=one.act), one.policyholder, details))
    return text(
        "audit-line",
        at=f"{one.at.astimezone(MOSCOW):%d.%m %H:%M}",
        actor="operator" if one.actor == OPERATOR else str(one.actor),
        what=", ".join(told),
    )
