"""What is done by HR people and about them: the role, the links they share."""

import secrets
from dataclasses import dataclass, fields
from typing import Any

from bot.app.repositories import Repositories
from bot.core import Store
from bot.limits import Limits
from bot.settings import Settings
from bot.use_cases.company.invited_by import InvitedBy
from bot.use_cases.company.make_hr_link import MakeHrLink
from bot.use_cases.company.make_invitation import MakeInvitation
from bot.use_cases.company.open_invitation import OpenInvitation
from bot.use_cases.company.revoke_hr import RevokeHr
from bot.use_cases.company.revoke_invitation import RevokeInvitation
from bot.use_cases.company.take_hr_role import TakeHrRole
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.invitations import Invitations
from handlers.links import BotLink
from handlers.staff.hr_roles import HrRoles
from handlers.staff.invitations import LinkDesk


@dataclass(frozen=True, slots=True)
class Companies:
    """What the handlers of HR and of invited people ask for, by these names."""

    hr_people: HrPeople
    hr_roles: HrRoles
    link_desk: LinkDesk
    invitations: Invitations
    open_invitation: OpenInvitation
    invited_by: InvitedBy

    def by_name(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def build_companies(
    store: Store, kept: Repositories, settings: Settings, limits: Limits, bot_link: BotLink
) -> Companies:
    """Wire them."""
    clock, jobs, random, audit = store.clock, store.jobs, secrets.token_bytes, kept.audit
    people, invitations, attributions = kept.hr_people, kept.invitations, kept.attributions
    roles = HrRoles(
        policyholders=kept.policyholders,
        people=people,
        make_link=MakeHrLink(kept.hr_links, audit, limits, clock, random),
        take=TakeHrRole(kept.hr_links, people, audit, jobs, settings.admin_ids),
        revoke=RevokeHr(people, kept.hr_links, kept.phone_requests, audit, jobs),
        bot_link=bot_link,
    )
    links = LinkDesk(
        policies=kept.policies,
        make=MakeInvitation(invitations, audit, clock, random),
        revoke=RevokeInvitation(invitations, audit),
        bot_link=bot_link,
    )
    return Companies(
        hr_people=people,
        hr_roles=roles,
        link_desk=links,
        invitations=invitations,
        open_invitation=OpenInvitation(
            invitations, attributions, kept.charges, kept.tallies, clock
        ),
        invited_by=InvitedBy(invitations, attributions, clock),
    )
