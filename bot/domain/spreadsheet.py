"""What a spreadsheet makes of a text."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Keep a text from being taken for a formula (OWASP, CSV Injection)."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
