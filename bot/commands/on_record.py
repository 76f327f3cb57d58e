"""What an operator does on the command line is on record, as what is done in the chat."""

from datetime import UTC, datetime

from bot.use_cases.ports.audit import OPERATOR, Act, AuditEntry
from storage.audit import StoredAudit
from storage.engine import Database
from storage.keys import Keyring
from storage.unit_of_work import execute


async def put_on_record(database: Database, keys: Keyring, act: Act, details: str) -> None:
    """Add an act of the operator to the audit; `details` as `AuditEntry` has them."""
    audit = StoredAudit(database, keys, lambda: datetime.now(UTC))
    await execute(database, [audit.note(AuditEntry(OPERATOR, act, details=details))])
