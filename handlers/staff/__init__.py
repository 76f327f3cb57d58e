"""What administrators of the insurer and HR people of policyholders do in their chats."""

from aiogram import Router

from handlers.staff import (
    admin_menu,
    at_rest,
    dead_buttons,
    hr_menu,
    hr_roles,
    invitations,
    link_files,
    new_invitation,
    pausing,
    people,
    phone_lists,
    phone_requests,
    progress,
    registry_upload,
    reminded,
    reminders,
    statistics,
)

DESKS = (
    hr_roles,
    hr_menu,
    invitations,
    new_invitation,
    link_files,
    progress,
    reminders,
    reminded,
    phone_requests,
    phone_lists,
    statistics,
    admin_menu,
    registry_upload,
    people,
    pausing,
    at_rest,
    dead_buttons,
)


def router() -> Router:
    """Put the desks in order, before anything of the registration."""
    routes = Router(name="staff")
    for module in DESKS:
        routes.include_router(module.router())
    return routes
