"""A whole registration, from /start to the activated account."""

from collections.abc import Callable

from tests.applicant import Applicant


async def test_a_person_registers_and_activates_by_the_link(
    applicant: Callable[[str], Applicant],
) -> None:
    anna = applicant("anna")
    await anna.registers()
    page = await anna.follows_the_link()
    assert "Ваша учётная запись успешно активирована" in page
    await anna.sees("Ваша учётная запись успешно активирована")
