"""Whether a row of the registry insures somebody on a day: the same in SQL is storage's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.use_cases.ports.registry import Validities, Validity


class Term(StrEnum):
    """Why a policy is not in force."""

    ENDED = "ended"
    NOT_BEGUN = "not-begun"


@dataclass(frozen=True, slots=True)
class NotInForce:
    """The policy does not insure the person today; `begins` where that is still to come."""

    term: Term
    begins: date | None = None


def not_in_force(validity: Validity, today: date) -> NotInForce | None:
    """Return why the row does not count today; None where it does."""
    if validity.ended or validity.valid_to < today:
        return NotInForce(Term.ENDED)
    if validity.valid_from > today:
        return NotInForce(Term.NOT_BEGUN, validity.valid_from)
    return None


async def first_not_in_force(
    validities: Validities, insured_ids: Sequence[int], today: date
) -> NotInForce | None:
    """Look at rows that were in force when the registry was asked: a file may have come since."""
    found = [not_in_force(await validities.validity(one), today) for one in insured_ids]
    return next((one for one in found if one), None)
