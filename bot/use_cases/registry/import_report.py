"""The report of a registry import as lines for the operator; rows and columns, never values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.use_cases.ports.registry import Missing
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport
from bot.use_cases.registry.rows import Refusal

IDS_NAMED = 10
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
        yield text(_missing_id(options), rows=str(len(report.missing)))
        yield from missing_lines(report.missing, text)
    yield text(
        "import-dry-run" if options.dry_run else "import-done",
        added=str(report.added),
        changed=str(report.changed),
        unchanged=str(report.unchanged),
    )


def refusal_line(refusal: Refusal, text: Text) -> str:
    others = {"others": ", ".join(map(str, refusal.others))} if refusal.others else {}
    reason = text(f"import-reason-{refusal.reason}", **others)
    if not refusal.column:
        return text("import-refused-row", row=str(refusal.row), reason=reason)
    return text("import-refused-cell", row=str(refusal.row), column=refusal.column, reason=reason)


def header_line(error: BadHeader, text: Text) -> str:
    return text(
        "import-header",
        missing=", ".join(error.missing) or NAMELESS,
        unknown=", ".join(error.unknown) or NAMELESS,
        repeated=", ".join(error.repeated) or NAMELESS,
    )


def _missing_id(options: ImportOptions) -> str:
    if not options.replace:
        return "import-missing"
    return "import-to-be-ended" if options.dry_run else "import-ended"


def missing_lines(missing: Sequence[Missing], text: Text) -> Iterator[str]:
    ids: dict[str, list[int]] = defaultdict(list)
    for one in missing:
        ids[one.policyholder].append(one.insured_id)
    for policyholder, several in ids.items():
        yield text(
            "import-missing-of-many" if len(several) > IDS_NAMED else "import-missing-of",
            policyholder=policyholder,
            rows=str(len(several)),
            ids=", ".join(map(str, several[:IDS_NAMED])),
        )
