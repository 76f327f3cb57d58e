"""Phone numbers as the chat shows them."""


def unbroken(shown: str) -> str:
    """Put the signs in that keep a number on one line."""
    return shown.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{NON-BREAKING HYPHEN}")
