"""What HR people and administrators are told without asking."""

from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.events import Event
from handlers.said import Note, Said
from handlers.staff.hr_roles import revoke_button
from handlers.talk import Talk


async def tell_appointed(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    """Tell an administrator who took the role of HR."""
    user_id, company = event.data["user_id"], event.data["policyholder"]
    told = Prompt(
        "hr-appointed", {"name": event.data["name"], "user": user_id, "company": company}
    )
    return (Note(told, Keyboard(((revoke_button(int(user_id), company),),))),)


async def tell_loaded(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    """Tell an administrator who has loaded a list of phones, and what came of it."""
    user_id, company = event.data["user_id"], event.data["policyholder"]
    counts = {name: event.data[name] for name in ("changed", "same", "refused")}
    told = Prompt("phones-loaded-by", {"user": user_id, "company": company} | counts)
    return (Note(told, Keyboard(((revoke_button(int(user_id), company),),))),)


async def tell_revoked(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    return (Note(Prompt("hr-role-ended", {"company": event.data["policyholder"]})),)
