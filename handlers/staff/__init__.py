"""What administrators of the insurer and HR people of policyholders do in their chats."""

from aiogram import Router

from handlers.staff import (
    dead_buttons,
    hr_menu,
    hr_roles,
    invitations,
    new_invitation,
    statistics,
)

DESKS = (hr_roles, hr_menu, invitations, new_invitation, statistics, dead_buttons)


def router() -> Router:
    """Put the desks in order, before anything of the registration."""
    routes = Router(name="staff")
    for module in DESKS:
        routes.include_router(module.router())
    return routes
