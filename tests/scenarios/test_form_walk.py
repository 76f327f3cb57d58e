import pytest

from bot.sandbox.telegram import Person

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_person_walks_through_the_form(anna: Person) -> None:
    await anna.starts()
    await anna.sees("Согласие на обработку")
    await anna.clicks("Согласен, начать")
    await anna.sees("вид полиса")
    await anna.clicks("Здоровье (ДМС)")
    await anna.sees("номер полиса")
    await anna.says("123/14")
    await anna.sees("Являюсь")
    await anna.clicks("Застрахованным")
    await anna.clicks("Гражданин РФ")
    await anna.sees("Фамилия, Имя, Отчество")
    await anna.says("Иванова Анна Петровна")
    await anna.sees("Дата рождения")
    await anna.says("12.03.1990")
    await anna.clicks("Паспорт гражданина РФ")
    await anna.sees("Серия и номер")
    await anna.says("4509 123456")
    await anna.sees("Дата выдачи")
    await anna.says("15.04.2010, ОВД Тверской")
    await anna.sees("Мобильный телефон")
    await anna.clicks("Отправить мой номер")
    await anna.sees("Проверьте данные")
