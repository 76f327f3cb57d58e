"""The words of the poster that leads employees to the bot."""

from collections.abc import Mapping

from bot.use_cases.ports.pictures import Poster
from bot.use_cases.ports.texts import PlainText


def company_poster(text: PlainText, insurer: str, about: Mapping[str, str]) -> Poster:
    """Fill the page in.

    Args:
        about: company, link, contact, kind of the policy, and whether the link knows its number.
    """
    link = about["link"]
    answer = text("poster-step-answer", policy=about["policy"])
    return Poster(
        heading=text("poster-heading", kind=about["kind"]),
        company=about["company"],
        link=link,
        link_in_words=link.removeprefix("https://"),
        steps=(text("poster-step-scan"), answer, text("poster-step-confirm")),
        contact=text("poster-contact", contact=about["contact"]),
        footer=text("poster-footer"),
        insurer=insurer,
    )
