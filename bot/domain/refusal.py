"""How a rule says no: a code for the text to show and the facts to put into it."""


class InvalidAnswer(ValueError):
    """An answer that cannot be accepted as typed.

    `reason` names the text, `details` fill it. The details may quote the person, so neither
    `str()` nor `repr()` of the error shows them.
    """

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
