"""What administrators, and those whom they help, are told by events."""

from collections.abc import Mapping
from dataclasses import replace

from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.form.replacement import SentToHr
from bot.form.step import StepId
from bot.use_cases.ports.events import Event
from handlers.activation import mailed_again
from handlers.replacement import come_to
from handlers.said import Ask, Erase, Note, Said
from handlers.staff.registry_upload import CANCEL, LOAD, REPLACE, await_file
from handlers.staff.uploads import await_decision, every_line, is_running
from handlers.talk import Talk

COUNTS = ("added", "changed", "unchanged", "refused", "missing")
HEALTH = ("process", "jobs", "database", "outside", "errors")
"""Parts of the report on the state of the bot."""


async def tell_imported(event: Event, talk: Talk) -> Said:
    """Say what an import found, and let the administrator decide; the file goes away."""
    in_place = is_running(talk, Desk.ADMIN)
    talk.await_nothing()
    told = replace(_told(event.data, talk), in_place=in_place)
    return (Erase(int(event.data["message"])), told, *every_line(event.data))


def _told(data: Mapping[str, str], talk: Talk) -> Ask:
    """A file that was refused leaves the question for one where it was."""
    match data["outcome"]:
        case "checked":
            kept = {"file": data["file"], "message": data["message"]}
            await_decision(talk, Desk.ADMIN, kept)
            return Ask(_report(data), instead=True, keyboard=_decisions(data))
        case "loaded":
            return Ask(_report(data), instead=True, keyboard=Keyboard())
        case _:
            return await_file(talk, _report(data))


async def tell_health(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    return (Note(Prompt("health-report", {part: event.data[part] for part in HEALTH})),)


async def tell_unlocked(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    """Ask anew what is due: the refusal that stands there no longer holds."""
    unlocked = Prompt("unlocked")
    known = talk.draft.replacement
    if known is not None and known.stage is SentToHr.USED_UP:
        come_to(talk, known, None)
    return (Ask(unlocked),) if talk.begun and talk.due is not None else (Note(unlocked),)


async def tell_mailed(event: Event, talk: Talk) -> Said:
    if talk.due is not StepId.ACTIVATION:
        return ()
    return mailed_again(talk, event.data["email"])


def _report(data: Mapping[str, str]) -> Prompt:
    match data["outcome"]:
        case "checked":
            return Prompt("import-checked", _counted(data) | {"ending": _ending(data)})
        case "loaded":
            kept = data["replace"] == "yes" and _ending(data) == "doubtful"
            ended = {"ending": "doubtful" if kept else data["replace"]}
            return Prompt("import-loaded", _counted(data) | ended)
        case "useless":
            told = {"refused": data["refused"], "lines": data["lines"]}
            return Prompt("import-useless", told)
        case _:
            return _refusal(data)


def _refusal(data: Mapping[str, str]) -> Prompt:
    match data["outcome"]:
        case "header":
            columns = {"missing": data["missing"], "repeated": data["repeated"]}
            return Prompt("import-bad-header", columns | {"unknown": int(data["unknown"])})
        case "few":
            return Prompt("import-few", {"good": data["good"], "known": data["known"]})
        case "file":
            place = {"row": data["row"]} if "row" in data else {}
            return Prompt(f"import-file-{data['reason']}", place)
        case _:
            return Prompt("import-failed")


def _counted(data: Mapping[str, str]) -> dict[str, str | int]:
    counts: dict[str, str | int] = {name: data[name] for name in COUNTS}
    return counts | {"doubtful": int(data["doubtful"]), "lines": data["lines"]}


def _decisions(data: Mapping[str, str]) -> Keyboard:
    """The buttons carry the message of the file: an older report decides nothing of a newer."""
    file = data["message"]
    rows = [(DeskButton("button-admin_load", Desk.ADMIN, LOAD, file),)]
    if _ending(data) == "offered":
        count = {"count": data["missing"]}
        rows.append((DeskButton("button-admin_replace", Desk.ADMIN, REPLACE, file, count),))
    rows.append((DeskButton("button-admin_cancel", Desk.ADMIN, CANCEL, file),))
    return Keyboard(tuple(rows))


def _ending(data: Mapping[str, str]) -> str:
    """Whether a button may end those whom the file lacks, and why not.

    While rows are refused they may be the very people who seem to be missing.
    """
    if data["missing"] == "0":
        return "nobody"
    if data["doubtful"] != "0":
        return "doubtful"
    return "few" if _too_few(data) else "offered"


def _too_few(data: Mapping[str, str]) -> bool:
    """Whether so small a file would be refused as a whole new registry, as far as can be told."""
    added, changed, unchanged, _, missing = (int(data[name]) for name in COUNTS)
    return 2 * (added + changed + unchanged) < changed + unchanged + missing
