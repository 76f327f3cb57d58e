"""What Telegram shows of the bot before a word is said."""

from bot.sandbox.telegram import Person
from tests.running_bot import RunningBot
from tests.world import ADMIN, World


def menu_of(world: World, chat_id: int) -> list[str]:
    commands = world.telegram._world.profile.commands_of(chat_id, "ru")
    return [command["command"] for command in commands]


async def test_a_stranger_sees_what_the_bot_is_for(
    world: World, boris: Person, bot: RunningBot
) -> None:
    profile = world.telegram._world.profile
    await world.telegram.waits(lambda: bool(menu_of(world, 43)))
    assert "личный кабинет" in profile.text("description", "ru")
    assert "Регистрация" in profile.text("short_description", "ru")
    assert menu_of(world, 43) == ["start", "help", "cancel", "mydata", "forget"]


async def test_an_administrator_has_a_menu_of_their_own(world: World, bot: RunningBot) -> None:
    world.telegram.person(ADMIN, "Павел")
    await bot.restarts()
    await world.telegram.waits(lambda: "stats" in menu_of(world, ADMIN))
