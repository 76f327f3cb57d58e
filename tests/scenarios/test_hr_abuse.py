"""What somebody else than a kind HR person might try at the desk, and a hasty one."""

from bot.sandbox.telegram import Person
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed, role_link
from tests.running_bot import RunningBot
from tests.world import World


async def test_a_name_of_telegram_cannot_dress_up_the_notice(
    admin: Person, world: World, bot: RunningBot
) -> None:
    name = "Ольга\N{RIGHT-TO-LEFT OVERRIDE}\nhttps://evil.example @boss <b>"
    guest = world.telegram.person(7009, name)
    await guest.starts(await role_link(admin))
    told = await admin.sees("Теперь HR")
    assert "id 7009, в Telegram называет себя Ольга https://evil.example @boss <b>." in told.text
    assert {one["type"] for one in told.raw["entities"]} == {"code"}


async def test_who_lost_a_role_tries_no_more_policies_of_that_company(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    told = await admin.sees("Теперь HR")
    await appointed(admin, olga, TRAILS)
    await olga.says("/hr")
    await olga.sees("Для какой компании?")
    await olga.clicks(LIGHTHOUSE)
    await olga.clicks("Новая ссылка")
    await olga.sees("Номер полиса или договора")
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees("отозвана")
    await olga.says("AM012345678/13")
    await bot.settles()
    assert f"Роль HR {LIGHTHOUSE} в этом чате завершена" in olga.last.text


async def test_what_a_flood_did_not_let_through_can_be_said_again(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    bot.limits = type(bot.limits)(**{**vars(bot.limits), "updates_per_minute": 2})
    await bot.restarts()
    await olga.says("/hr")
    await olga.clicks("Новая ссылка")
    await olga.sees("Номер полиса или договора")
    await olga.says("AM012345678/13")
    await olga.sees("последние сообщения не приняты")
    await bot.passes(minutes=2)
    await olga.says("AM012345678/13")
    await olga.sees("Как назвать ссылку?")
