"""What «/find» shows: counts, limits, the last SMS and mail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.moscow import MOSCOW
from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.administration.find_people import Found
from bot.use_cases.administration.look_at_person import PersonSeen
from bot.use_cases.administration.person_locks import Lock
from bot.use_cases.ports.people import Stage
from bot.use_cases.ports.texts import PlainText
from handlers.moments import NEVER
from handlers.said import Note

JOINT = "."
"""Between rows of the registry in the data of a button, which holds 64 bytes (Bot API)."""


@dataclass(frozen=True, slots=True)
class PeopleScreen:
    """Puts what was found into lines."""

    text: PlainText
    clock: Callable[[], datetime]

    def __call__(self, found: Found) -> Note:
        group = found.group
        if not group.size:
            return Note(Prompt("find-nobody"))
        stages = [(stage, group.stages[stage]) for stage in Stage if stage in group.stages]
        lines = [self.text(f"find-stage-{stage}", count=str(count)) for stage, count in stages]
        if group.open_requests:
            lines.append(self.text("find-requests", count=str(group.open_requests)))
        if found.person is None:
            return Note(_found(group.size, lines))
        lines.extend(self._person(found.person))
        return Note(_found(group.size, lines), _buttons(found.person))

    def _person(self, person: PersonSeen) -> Iterator[str]:
        if sms := person.traces.sms:
            status = sms.status or sms.handover
            yield self.text("find-sms", at=_moment(sms.at), status=status)
        if mail := person.traces.mail:
            yield self.text("find-mail", job=mail.job, until=_moment(mail.until))
        yield from (self._lock(one) for one in person.locks)
        if not person.locks:
            yield self.text("find-no-locks")

    def _lock(self, lock: Lock) -> str:
        until = "never" if lock.until - self.clock() > NEVER else _moment(lock.until)
        return self.text("find-lock", rule=lock.rule.replace(".", "-"), until=until)


def rows_in(value: str) -> tuple[int, ...]:
    """Read the rows that a button is about."""
    return tuple(int(one) for one in value.split(JOINT) if one.isdecimal())


def _found(size: int, lines: list[str]) -> Prompt:
    return Prompt("find-found", {"size": size, "lines": "\n".join(lines)})


def _buttons(person: PersonSeen) -> Keyboard:
    rows = JOINT.join(map(str, person.subjects.insured_ids))
    buttons = []
    if person.locks:
        buttons.append((DeskButton("button-admin_unlock", Desk.ADMIN, "unlock", rows),))
    if person.traces.pending:
        buttons.append((DeskButton("button-admin_resend", Desk.ADMIN, "resend", rows),))
    return Keyboard(tuple(buttons))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(MOSCOW):%d.%m %H:%M}"
