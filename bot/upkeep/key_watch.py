"""Says at a start that a key was taken out of SECRET_KEYS which the database still needs."""

from collections import Counter
from dataclasses import dataclass

import structlog

from storage.engine import Database, DatabaseAway
from storage.key_usage import WayOut, key_uses
from storage.keys import Keyring

log = structlog.get_logger("bot.upkeep.key_watch")


@dataclass(frozen=True, slots=True)
class KeyWatch:
    """Looks once, beside the first updates: counting takes a second over a million chats."""

    database: Database
    keys: Keyring

    async def look(self) -> None:
        """Counters alone are no harm: they begin anew."""
        known = {key.id.hex() for key in self.keys.keys}
        try:
            uses = await key_uses(self.database, self.keys)
        except DatabaseAway as error:
            log.error("database away", error=str(error))
            return
        lost: Counter[str] = Counter()
        for use in uses:
            if use.key_id not in known and use.way_out is not WayOut.TIME:
                lost[use.what.replace(".", "_")] += use.rows
        if lost:
            log.critical("secret key missing, see SECRET_KEYS and doctor", **lost)
