"""What HR is told of a list: data of an event; rows and columns, never a value of them."""

from collections.abc import Iterator

from bot.use_cases.phone_list.judge_list import Judged
from bot.use_cases.registry.columns import Column
from bot.use_cases.registry.import_report import Text
from bot.use_cases.registry.import_told import packed
from bot.use_cases.registry.rows import Refusal

LINES_SHOWN = 10
"""Lines in the message, which holds 4096 characters (Bot API, sendMessage)."""
OF_LISTS = frozenset({"not-found", "own", "ambiguous", "two-phones", "formula"})
"""Reasons that only a list has; the others are those of the registry's import."""

Line = tuple[int, str]


def told_of_list(judged: Judged, text: Text, *, dry_run: bool) -> dict[str, str]:
    """Give the outcome, counts, the first refused rows, and every row packed if they are many."""
    outcome = "checked" if dry_run else "loaded"
    refused = [_refused(one, text) for one in judged.refused]
    every = sorted([*refused, *_accepted(judged, text, dry_run=dry_run)])
    lines = [line for _, line in every]
    few = len(every) <= LINES_SHOWN
    shown = lines if few else [line for _, line in refused[:LINES_SHOWN]]
    return {
        "outcome": outcome if judged.changes else "nothing",
        "changed": str(len(judged.changes)),
        "same": str(len(judged.same)),
        "twice": str(len(judged.twice)),
        "refused": str(len({one.row for one in judged.refused})),
        "lines": "\n".join(shown),
        "list": "" if few else packed(lines, text),
    }


def _accepted(judged: Judged, text: Text, *, dry_run: bool) -> Iterator[Line]:
    done = "due" if dry_run else "changed"
    yield from ((one.row, _row(one.row, done, text)) for one in judged.changes)
    yield from ((row, _row(row, "same", text)) for row in judged.same)
    yield from ((row, _row(row, "twice", text)) for row in judged.twice)


def _row(row: int, outcome: str, text: Text) -> str:
    return text("phones-row", row=str(row), outcome=outcome)


def _refused(refusal: Refusal, text: Text) -> Line:
    """A wrong phone comes with an example of a right one."""
    others = {"others": ", ".join(map(str, refusal.others))} if refusal.others else {}
    of_lists = refusal.reason in OF_LISTS
    text_id = f"phones-reason-{refusal.reason}" if of_lists else f"import-reason-{refusal.reason}"
    told = {"row": str(refusal.row), "reason": text(text_id, **others)}
    if not refusal.column:
        return refusal.row, text("import-refused-row", **told)
    if refusal.column == Column.PHONE:
        return refusal.row, text("phones-refused-phone", **told)
    return refusal.row, text("import-refused-cell", column=refusal.column, **told)
