"""When something will be possible again, as a person says it."""

from datetime import datetime, timedelta

from bot.domain.moscow import MOSCOW
from bot.form.prompts import Prompt
from handlers.talk import Talk

NEVER = timedelta(days=3650)


def again_at(text_id: str, until: datetime, talk: Talk, **further: str | int) -> Prompt:
    """Return the text with `day` (now, today, tomorrow, later, never), `date` and `time`."""
    if until <= talk.now:
        return Prompt(text_id, {"day": "now", "date": "", "time": "", **further})
    if until - talk.now > NEVER:
        return Prompt(text_id, {"day": "never", "date": "", "time": "", **further})
    local = (until + timedelta(seconds=59)).astimezone(MOSCOW)
    days = (local.date() - talk.today).days
    day = {0: "today", 1: "tomorrow"}.get(days, "later")
    moment = {"day": day, "date": f"{local:%d.%m.%Y}", "time": f"{local:%H:%M}"}
    return Prompt(text_id, {**moment, **further})


def minutes_seconds(seconds: int) -> str:
    """Write a short wait as 1:05."""
    return f"{seconds // 60}:{seconds % 60:02}"
