"""What an administrator is told of an import: data of an event, rows and columns, no values."""

import base64
import zlib
from collections.abc import Sequence
from itertools import chain

from bot.use_cases.ports.chat_files import FileGone
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.registry.columns import BadHeader, Column
from bot.use_cases.registry.import_registry import ImportReport, TooFewRows
from bot.use_cases.registry.import_report import Text, missing_lines, place, refusal_line

REFUSALS_SHOWN, MISSING_SHOWN = 10, 5
"""Lines in the message, which holds 4096 characters (Bot API, sendMessage)."""
LONGEST_LIST = 20_000
"""Lines of the file with everything."""
NAMELESS = "none"

NotTaken = UnreadableFile | BadHeader | TooFewRows | FileGone


def told_of(report: ImportReport, text: Text) -> dict[str, str]:
    """Give counts, the first lines, and all lines packed if they are more."""
    refusals = [refusal_line(one, text) for one in report.refused]
    missing = list(missing_lines(report.missing, text))
    heading = [text("import-missing-heading")] if missing else []
    shown = [*refusals[:REFUSALS_SHOWN], *heading, *missing[:MISSING_SHOWN]]
    everything = [*refusals, *heading, *missing]
    return {
        "added": str(report.added),
        "changed": str(report.changed),
        "unchanged": str(report.unchanged),
        "refused": str(report.refused_rows),
        "missing": str(len(report.missing)),
        "doubtful": str(report.doubtful_rows),
        "lines": "\n".join(shown),
        "list": packed(everything, text) if len(everything) > len(shown) else "",
    }


def told_why(error: NotTaken) -> dict[str, str]:
    """Name what is wrong with a file as a whole; unknown columns may be data, so are counted."""
    match error:
        case BadHeader():
            known = [name for name in error.repeated if name in set(Column)]
            return {
                "outcome": "header",
                "missing": ", ".join(error.missing) or NAMELESS,
                "unknown": str(len(error.unknown)),
                "repeated": ", ".join(known) or NAMELESS,
            }
        case TooFewRows():
            return {"outcome": "few", "good": str(error.good), "known": str(error.known)}
        case UnreadableFile():
            return {"outcome": "file", "reason": error.reason, **place(error)}
        case FileGone():
            return {"outcome": "file", "reason": error.reason}


def packed(lines: Sequence[str], text: Text) -> str:
    """Make a file of lines small enough to lie in a reply until it is sent."""
    rest = len(lines) - LONGEST_LIST
    end = [text("import-list-rest", rows=str(rest))] if rest > 0 else []
    listed = "\n".join(chain(lines[:LONGEST_LIST], end))
    return base64.b64encode(zlib.compress(listed.encode())).decode()


def unpacked(content: str) -> bytes:
    return zlib.decompress(base64.b64decode(content))
