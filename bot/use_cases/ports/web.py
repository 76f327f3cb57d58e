"""Activation by the mailed link: what can be said about a token."""

from enum import StrEnum


class ActivationState(StrEnum):
    """What a token of the mailed link is good for."""

    READY = "ready"
    """Live and not used: the button would activate."""
    ACTIVATED = "activated"
    """This very press has activated the account."""
    ALREADY_ACTIVE = "already_active"
    """Used before: a repeated visit, not an error."""
    EXPIRED = "expired"
    REPLACED = "replaced"
    """A newer link was mailed; only the newest counts."""
    OUTDATED = "outdated"
    """The registry has got another number since, or the policy is no longer in force."""
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"
    """Refused by a limit of the use case; nothing was compared."""
