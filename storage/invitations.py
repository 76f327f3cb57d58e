"""Invitations, and which conversation came by which, as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, insert, literal, select, update

from bot.domain.person import Role
from bot.domain.policy import PolicyKind, candidate_spellings
from bot.use_cases.ports.invitations import Attribution, Invitation
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.registry_import import POLICY
from storage.tables import attributions, insured, invitations

PURPOSE = "invitation policy"
LINK = "invitation link"


@dataclass(frozen=True, slots=True)
class StoredInvitations:
    """Implements `bot.use_cases.ports.invitations.Invitations`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    def add(self, invitation: Invitation) -> Write:
        number, token = invitation.policy_number, invitation.token
        row = {
            "id": invitation.id,
            "token_digest": token and self.keys.digest(LINK, token),
            "token_sealed": token and self.keys.seal(LINK, invitation.id, token),
            "policyholder": invitation.policyholder,
            "policy_sealed": number and self.keys.seal(PURPOSE, invitation.id, number),
            "policy_kind": invitation.policy_kind,
            "role": invitation.role,
            "campaign": invitation.campaign,
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
            "uses": 0,
        }
        return Write(insert(invitations).values(row))

    async def find(self, invitation_id: str) -> Invitation | None:
        found = await self._all(select(invitations).where(invitations.c.id == invitation_id))
        return found[0] if found else None

    async def by_token(self, token: str) -> Invitation | None:
        here = invitations.c.token_digest.in_(self.keys.digests(LINK, token))
        found = await self._all(select(invitations).where(here))
        return found[0] if found else None

    async def of(self, policyholder: str) -> tuple[Invitation, ...]:
        table = invitations.c
        kept = (table.policyholder == policyholder, table.revoked_at.is_(None))
        newest_first = select(invitations).where(*kept).order_by(table.created_at.desc())
        return await self._all(newest_first)

    def count_use(self, invitation_id: str) -> Write:
        here = update(invitations).where(invitations.c.id == invitation_id)
        return Write(here.values(uses=invitations.c.uses + 1))

    def revoke(self, invitation_id: str) -> Write:
        table = invitations.c
        open_one = update(invitations).where(table.id == invitation_id, table.revoked_at.is_(None))
        closed = {"revoked_at": self.clock(), "token_digest": None, "token_sealed": None}
        return Write(open_one.values(closed), guarded=True)

    async def _all(self, found: Select[Any]) -> tuple[Invitation, ...]:
        async with self.database.reading() as connection:
            rows = (await connection.execute(found)).all()
        return tuple(map(self._invitation, rows))

    def _invitation(self, row: Row[Any]) -> Invitation:
        sealed, token = row.policy_sealed, row.token_sealed
        return Invitation(
            id=row.id,
            token=None if token is None else self.keys.open(LINK, row.id, token),
            policyholder=row.policyholder,
            policy_kind=PolicyKind(row.policy_kind),
            policy_number=None if sealed is None else self.keys.open(PURPOSE, row.id, sealed),
            role=Role(row.role),
            campaign=row.campaign,
            created_at=row.created_at,
            expires_at=row.expires_at,
            uses=row.uses,
            revoked=row.revoked_at is not None,
        )


@dataclass(frozen=True, slots=True)
class StoredAttributions:
    """Implements `bot.use_cases.ports.invitations.Attributions`."""

    database: Database
    clock: Callable[[], datetime]

    async def of_chat(self, chat_id: int) -> Attribution | None:
        table = attributions.c
        found = select(table.policyholder, table.invitation_id).where(table.chat_id == chat_id)
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else Attribution(*row)

    def attribute(self, chat_id: int, attribution: Attribution) -> tuple[Write, ...]:
        """When the person was reminded stays, whoever they belong to now."""
        here = attributions.c.chat_id == chat_id
        row = {
            "policyholder": attribution.policyholder,
            "invitation_id": attribution.invitation_id,
            "at": self.clock(),
        }
        return (
            Write(update(attributions).where(here).values(row)),
            Write(_insert_unless_known(row | {"chat_id": chat_id})),
        )


@dataclass(frozen=True, slots=True)
class StoredPolicies:
    """Implements `bot.use_cases.ports.invitations.Policies`."""

    database: Database
    keys: Keyring

    async def kind_of(self, policyholder: str, policy_number: str) -> PolicyKind | None:
        sought = [
            digest
            for spelling in candidate_spellings(policy_number)
            for digest in self.keys.digests(POLICY, spelling)
        ]
        here = (insured.c.policyholder == policyholder, insured.c.policy_digest.in_(sought))
        found = select(insured.c.policy_kind).where(*here, insured.c.ended_at.is_(None)).limit(1)
        async with self.database.reading() as connection:
            kind = await connection.scalar(found)
        return None if kind is None else PolicyKind(kind)


def _insert_unless_known(row: dict[str, Any]) -> Any:
    columns = [attributions.c[name] for name in row]
    values = (literal(row[column.name], column.type) for column in columns)
    known = exists(select(attributions.c.chat_id).where(attributions.c.chat_id == row["chat_id"]))
    return insert(attributions).from_select(columns, select(*values).where(~known))
