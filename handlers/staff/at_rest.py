"""An idle word of staff who register nothing just now: it gets their menu, not the consent.

A table of an administrator is taken for a registry file: left alone it would stay in the chat.
"""

from aiogram import F, Router

from handlers.filters import command
from handlers.staff.admin_menu import list_commands
from handlers.staff.filters import AtRest, IsAdmin, IsHr, NothingAwaited
from handlers.staff.hr_menu import open_menu
from handlers.staff.registry_upload import take_file

NO_COMMAND = ~F.text.startswith("/")
A_TABLE = F.document.file_name.lower().endswith((".csv", ".xlsx", ".xls"))
"""A .txt is more often a note: as a registry it takes /import."""


def router() -> Router:
    """Take «/help» and whatever is no command."""
    routes = Router(name="staff at rest")
    routes.message.register(take_file, NothingAwaited(), A_TABLE, IsAdmin())
    for wanted in (command("help"), NO_COMMAND):
        routes.message.register(list_commands, AtRest(), wanted, IsAdmin())
        routes.message.register(open_menu, AtRest(), wanted, IsHr())
    return routes
