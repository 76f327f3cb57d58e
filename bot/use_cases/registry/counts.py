"""Under which name the outcome of a registry check is counted."""

from bot.use_cases.ports.registry import PhoneState
from bot.use_cases.ports.tallies import What
from bot.use_cases.registry.check_registry import (
    AlreadyRegistered,
    Busy,
    Matched,
    NotFound,
    Outcome,
    PhoneToReplace,
    TooOften,
)
from bot.use_cases.registry.in_force import NotInForce

_NAMES: dict[type[Outcome], What] = {
    Matched: What.REGISTRY_MATCHED,
    NotFound: What.REGISTRY_NOT_FOUND,
    NotInForce: What.REGISTRY_NOT_IN_FORCE,
    AlreadyRegistered: What.REGISTRY_ALREADY_REGISTERED,
    PhoneToReplace: What.REGISTRY_PHONE_DIFFERENT,
    TooOften: What.REGISTRY_TOO_OFTEN,
    Busy: What.REGISTRY_BUSY,
}


def counted_as(outcome: Outcome) -> What:
    if isinstance(outcome, PhoneToReplace) and outcome.phone is PhoneState.MISSING:
        return What.REGISTRY_PHONE_MISSING
    return _NAMES[type(outcome)]
