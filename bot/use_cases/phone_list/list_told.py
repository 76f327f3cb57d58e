"""What HR is told of a list: data of an event; rows and columns, never a value of them."""

from collections.abc import Iterator

from bot.use_cases.phone_list.judge_list import Judged
from bot.use_cases.registry.columns import Column
from bot.use_cases.registry.import_report import Text, reach
from bot.use_cases.registry.import_told import packed
from bot.use_cases.registry.rows import Refusal

LINES_SHOWN = 10
"""Lines in the message, which holds 4096 characters (Bot API, sendMessage)."""
OF_LISTS = frozenset(
    {
        "not-found",
        "own",
        "ambiguous",
        "two-phones",
        "many-dates",
        "shared",
        "asked-too-often",
        "changed-too-often",
        "many-unknown",
        "formula",
    }
)
"""Reasons that only a list has; the others are those of the registry's import."""

Line = tuple[int, str]


def told_of_list(judged: Judged, text: Text, *, dry_run: bool) -> dict[str, str]:
    """Give the outcome, counts, the first refused rows, and the rows packed if they are many.

    Which of the fitting rows have the number already is not told: what somebody's number is
    could be tried by lists.
    """
    refused = [_refused(one, text) for one in judged.refused]
    every = sorted([*refused, *_accepted(judged, text, dry_run=dry_run)])
    lines = [line for _, line in every]
    few = len(every) <= LINES_SHOWN
    shown = lines if few else [line for _, line in refused[:LINES_SHOWN]]
    return {
        "outcome": _outcome(judged, dry_run=dry_run),
        "fits": str(len(judged.fitting)),
        "changed": str(len(judged.changes)),
        "same": str(len(judged.same)),
        "had": str(sum(one.correction.known.phone is not None for one in judged.changes)),
        "twice": str(len(judged.twice)),
        "refused": str(judged.refused_rows),
        "lines": "\n".join(shown),
        "list": "" if few else packed(lines, text),
    }


def _outcome(judged: Judged, *, dry_run: bool) -> str:
    if dry_run:
        return "checked" if judged.fitting else "nothing"
    return "loaded" if judged.changes else "nothing"


def _accepted(judged: Judged, text: Text, *, dry_run: bool) -> Iterator[Line]:
    fitting = judged.fitting if dry_run else ()
    yield from ((one.row, _row(one.row, "fits", text)) for one in fitting)
    yield from ((row, _row(row, "twice", text)) for row in judged.twice)


def _row(row: int, outcome: str, text: Text) -> str:
    return text("phones-row", row=str(row), outcome=outcome)


def _refused(refusal: Refusal, text: Text) -> Line:
    """A wrong phone comes with an example of a right one."""
    of_lists = refusal.reason in OF_LISTS
    text_id = f"phones-reason-{refusal.reason}" if of_lists else f"import-reason-{refusal.reason}"
    told = {"row": str(refusal.row), "reason": text(text_id, **_others(refusal))}
    if not refusal.column:
        return refusal.row, text("import-refused-row", **told)
    if refusal.column == Column.PHONE:
        return refusal.row, text("phones-refused-phone", **told)
    return refusal.row, text("import-refused-cell", column=refusal.column, **told)


def _others(refusal: Refusal) -> dict[str, str | int]:
    """What a reason says of other rows: how many people share a phone, else which rows."""
    if refusal.reason == "shared":
        return {"people": str(len(refusal.others) + 1)}
    return reach(refusal)
