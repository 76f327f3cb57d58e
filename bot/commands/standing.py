"""Commands about what the bot has kept: a mistyped path must not become an empty database."""

from bot.commands.failure import CommandFailed
from storage.engine import is_absent, sqlite_file


def standing(database_url: str) -> str:
    """Return the URL of a database that is there.

    Raises:
        CommandFailed: opening it would make a new file.
    """
    if is_absent(database_url):
        raise CommandFailed(
            f"DATABASE_URL: файла {sqlite_file(database_url)} нет, проверьте путь. "
            "Новую базу создаёт запуск бота или import-registry"
        )
    return database_url
