"""Which updates Telegram may forget: the longest finished prefix of those it has handed out."""

UPDATES_AT_ONCE = 100
"""How many unacknowledged updates Telegram hands out (Bot API, getUpdates, `limit`)."""


class Window:
    """Updates fetched and not yet acknowledged, in their order of arrival.

    The order is that of arrival, not of the numbers: after a quiet week Telegram goes on with a
    random number (Bot API, Update).
    """

    def __init__(self) -> None:
        self._finished: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self._finished)

    @property
    def is_full(self) -> bool:
        return len(self._finished) >= UPDATES_AT_ONCE

    def add(self, update_id: int) -> bool:
        """Take an update in; False if it is here already."""
        if update_id in self._finished:
            return False
        self._finished[update_id] = False
        return True

    def finish(self, update_id: int) -> None:
        self._finished[update_id] = True

    def drop(self, update_id: int) -> None:
        """Forget an update that could not be taken in; Telegram will hand it out again."""
        del self._finished[update_id]

    def offset(self) -> int | None:
        """Return the `offset` that acknowledges the finished prefix, None if there is none."""
        last = None
        for update_id, finished in self._finished.items():
            if not finished:
                break
            last = update_id
        return None if last is None else last + 1

    def forget(self, offset: int) -> None:
        """Drop the prefix that Telegram has accepted as acknowledged."""
        for update_id in list(self._finished):
            if not self._finished[update_id]:
                break
            del self._finished[update_id]
            if update_id + 1 == offset:
                break
