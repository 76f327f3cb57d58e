"""What the audit keeps of an import."""

from bot.use_cases.registry.import_registry import ImportOptions, ImportReport


def rows_of(report: ImportReport, options: ImportOptions) -> str:
    """Tell how many rows fared how, in the short codes of `audit_words`."""
    rows = f"+{report.added} ~{report.changed} ={report.unchanged} !{report.refused_rows}"
    ended_rows = len(report.missing) if report.ends(options) else 0
    return f"{rows} -{ended_rows}" if options.replace else rows
