"""What Telegram answers instead of a result."""


class ApiError(Exception):
    """A refusal: HTTP status, description and, for floods, the seconds to wait."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> ApiError:
    """Return a 400 worded as Telegram words it: codes stay, sentences start in lower case."""
    is_code = reason[1:2].isupper() or reason[1:2] == "_"
    return ApiError(400, f"Bad Request: {reason if is_code else reason[:1].lower() + reason[1:]}")


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


def flooded(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
