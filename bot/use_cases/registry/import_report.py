"""The report of a registry import as lines for the operator; rows and columns, never values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.use_cases.ports.registry import Missing, UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport
from bot.use_cases.registry.rows import Refusal

IDS_NAMED = 10
COLUMNS_NAMED = 5
NAMELESS = "none"  # the selector of an empty list in the locale files


class Text(Protocol):
    """A text of the locale files."""

    def __call__(self, text_id: str, /, **args: str | int) -> str: ...


def report_lines(report: ImportReport, options: ImportOptions, text: Text) -> Iterator[str]:
    """What was refused, what is missing, and at last what was done."""
    yield from (refusal_line(one, text) for one in report.refused)
    if report.refused:
        yield text("import-refused", rows=str(report.refused_rows))
    if report.missing:
        yield text(_missing_id(report, options), rows=str(len(report.missing)))
        yield from missing_lines(report.missing, text)
        if report.doubtful_rows and not report.ends(options):
            ending = "refused" if options.replace and not options.dry_run else "later"
            yield text("import-kept", ending=ending, doubtful=report.doubtful_rows)
    yield text(
        "import-dry-run" if options.dry_run else "import-done",
        added=str(report.added),
        changed=str(report.changed),
        unchanged=str(report.unchanged),
    )


def refusal_line(refusal: Refusal, text: Text) -> str:
    reason = text(f"import-reason-{refusal.reason}", **reach(refusal))
    if not refusal.column:
        return text("import-refused-row", row=str(refusal.row), reason=reason)
    return text("import-refused-cell", row=str(refusal.row), column=refusal.column, reason=reason)


def reach(refusal: Refusal) -> dict[str, str | int]:
    """What the text of a reason says of other rows and lines."""
    if refusal.reason == "line-break":
        return {"lines": refusal.lines}
    return {"others": ", ".join(map(str, refusal.others))} if refusal.others else {}


def fault_line(error: UnreadableFile, text: Text) -> str:
    return text(f"import-file-{error.reason}", **place(error))


def place(error: UnreadableFile) -> dict[str, str]:
    """Which row shows what is wrong with a file, where one does."""
    return {"row": str(error.row)} if error.row else {}


def header_line(error: BadHeader, text: Text) -> str:
    return text(
        "import-header",
        missing=", ".join(error.missing) or NAMELESS,
        unknown=", ".join(error.unknown[:COLUMNS_NAMED]) or NAMELESS,
        more=max(0, len(error.unknown) - COLUMNS_NAMED),
        repeated=", ".join(error.repeated) or NAMELESS,
    )


def _missing_id(report: ImportReport, options: ImportOptions) -> str:
    if report.ends(options):
        return "import-to-be-ended" if options.dry_run else "import-ended"
    advisable = not options.replace and not report.doubtful_rows
    return "import-missing" if advisable else "import-missing-kept"


def missing_lines(missing: Sequence[Missing], text: Text) -> Iterator[str]:
    """Count them by policyholder, and name those of whom the registry knows a name in clear."""
    companies: dict[str, list[Missing]] = defaultdict(list)
    for one in missing:
        companies[one.policyholder].append(one)
    for policyholder, several in companies.items():
        known = [one.identifier for one in several if one.identifier]
        yield text(
            "import-missing-of",
            policyholder=policyholder,
            rows=str(len(several)),
            ids=", ".join(known[:IDS_NAMED]) or NAMELESS,
            more=max(0, len(known) - IDS_NAMED),
        )
