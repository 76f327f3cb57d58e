"""Whether a person is in the registry, charged before anything is compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from bot.domain.allowance import Allowance
from bot.domain.person import Role
from bot.domain.policy import candidate_spellings
from bot.form.draft import Draft
from bot.limits import Limits
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.invitations import Attribution, Attributions
from bot.use_cases.ports.registry import ActivatedAccounts, Insured, PhoneState, Registry
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.registry.in_force import NotInForce, not_in_force
from bot.use_cases.registry.keys import identity_key, name_key, row_key

BREAKER, OF_USER = "registry.all", "registry.user"
MONTH = timedelta(days=30)
log = structlog.get_logger("bot.registry")


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something does not match: never told what."""


@dataclass(frozen=True, slots=True)
class AlreadyRegistered:
    """The person has an activated account."""


@dataclass(frozen=True, slots=True)
class PhoneToReplace:
    """Everything matches but the phone (DIFFERENT, MISSING): «Заменить номер»."""

    insured_id: int
    phone: PhoneState
    has_questions: bool
    policyholder: str
    hr_contact: str | None


@dataclass(frozen=True, slots=True)
class Matched:
    """Everything matches; the PIN goes to `phone`."""

    insured_id: int
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TooOften:
    """Nothing was compared: this user, or the claimed person, was checked too often."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Busy:
    """Nothing was compared: too many checks fail just now, whoever makes them."""

    until: datetime


Outcome = NotFound | NotInForce | AlreadyRegistered | PhoneToReplace | Matched | TooOften | Busy


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who checks, by which update, on which day."""

    user_id: int
    update_id: int
    today: date


@dataclass(frozen=True, slots=True)
class CheckRegistry:
    """Finds the person of a draft."""

    registry: Registry
    accounts: ActivatedAccounts
    charges: Charges
    limits: Limits
    attributions: Attributions

    async def __call__(self, draft: Draft, attempt: Attempt, work: Recorder) -> Outcome:
        """Decide in the order of the design; a full match costs nothing.

        Everything else is a miss, a phone that differs too: else whoever knows the rest could
        try numbers without end. The same answer to the same data again is none: it tells
        nothing new, and people press the button again while somebody corrects the contract.
        What closes the check for everybody counts only people who are not found: a contract
        without phones, or with an old term, is no attack.

        Raises:
            LookupError: the draft lacks an answer that must match.
        """
        claim = _Claim.of(draft)
        misses = [self.by_user(attempt.user_id), *self._by_person(claim.subjects)]
        everybody = self._by_everybody()
        try:
            await self.charges.charge([*misses, everybody], attempt.update_id)
        except LimitReached as limit:
            return _refused(limit)
        insured = await self._find(claim)
        if insured is None:
            return NotFound()
        outcome = await self._judge(insured, claim.phone, attempt.today)
        if _is_employee(draft) and isinstance(outcome, Matched | PhoneToReplace):
            await self._attribute(attempt.user_id, insured.policyholder, work)
        free = isinstance(outcome, Matched) or await self._is_told(insured, claim.phone, attempt)
        given_back = [*misses, everybody] if free else [everybody]
        work.record(self.charges.give_back(given_back, attempt.update_id))
        return outcome

    async def _find(self, claim: "_Claim") -> Insured | None:
        """Another spelling of the policy number counts only if it leads to one row alone."""
        found = await self.registry.find([*claim.exact, *claim.respelled], claim.phone)
        exact = [row for identity, row in found.items() if identity in claim.exact]
        rows = exact or list(found.values())
        return rows[0] if len(rows) == 1 else None

    async def _judge(self, insured: Insured, phone: str, today: date) -> Outcome:
        if barred := not_in_force(insured.validity, today):
            return barred
        if await self.accounts.exists_for(insured.id):
            return AlreadyRegistered()
        if insured.phone is PhoneState.SAME:
            return Matched(insured.id, phone)
        return PhoneToReplace(
            insured.id,
            insured.phone,
            insured.has_questions,
            insured.policyholder,
            insured.hr_contact,
        )

    async def _attribute(self, chat_id: int, policyholder: str, work: Recorder) -> None:
        """The registry knows better than a link whose employee somebody is."""
        known = await self.attributions.of_chat(chat_id)
        if known is None or known.policyholder != policyholder:
            theirs = Attribution(policyholder, invitation_id=None)
            work.record(*self.attributions.attribute(chat_id, theirs))

    async def _is_told(self, insured: Insured, phone: str, attempt: Attempt) -> bool:
        """Whether an earlier check has answered this very phone of this person."""
        told = Charge(Rule("registry.told", (Allowance(1, MONTH),)), f"{insured.id}|{phone}")
        try:
            await self.charges.charge([told], attempt.update_id)
        except LimitReached:
            return True
        return False

    async def left_today(self, user_id: int) -> int:
        """How many more checks of a chat may fail; whom it claims may have fewer, untold."""
        return min([await self._left(one, user_id) for one in self._allowances()])

    async def closed_until(self, user_id: int) -> datetime | None:
        """When a chat whose checks are used up may check again; None while some are left."""
        try:
            await self.charges.look([self.by_user(user_id)])
        except LimitReached as limit:
            return limit.until
        return None

    async def _left(self, allowance: Allowance, user_id: int) -> int:
        used = await self.charges.used(Charge(Rule(OF_USER, (allowance,)), str(user_id)))
        return max(0, allowance.times - used)

    def by_user(self, user_id: int) -> Charge:
        """What failed checks of one chat are charged to."""
        return Charge(Rule(OF_USER, self._allowances()), str(user_id))

    def by_person(self, draft: Draft) -> list[Charge]:
        """What failed checks of whom a draft claims are charged to, whoever makes them."""
        return self._by_person(_subjects(draft) if draft.policy_number else ())

    def _by_everybody(self) -> Charge:
        hour = Allowance(self.limits.registry_misses_per_hour, timedelta(hours=1))
        return Charge(Rule(BREAKER, (hour,)), "all")

    def _by_person(self, subjects: Sequence[str]) -> list[Charge]:
        person = Rule("registry.person", self._allowances())
        return [Charge(person, subject) for subject in subjects]

    def _allowances(self) -> tuple[Allowance, ...]:
        day = Allowance(self.limits.registry_misses_per_day, timedelta(hours=24))
        return day, Allowance(self.limits.registry_misses_per_month, MONTH)


@dataclass(frozen=True, slots=True, repr=False)
class _Claim:
    """What a draft claims, under each spelling of its policy number.

    Attributes:
        subjects: the claimed person for the counters. Spellings that can lead to the same row
            share a subject, so that respelling a number buys no further guesses.
    """

    exact: tuple[str, ...]
    respelled: tuple[str, ...]
    subjects: tuple[str, ...]
    phone: str

    @classmethod
    def of(cls, draft: Draft) -> "_Claim":
        if draft.policy_number is None or draft.phone is None:
            missing = "policy_number" if draft.policy_number is None else "phone"
            raise LookupError(f"no {missing} to be checked")
        spellings = candidate_spellings(draft.policy_number)
        name = name_key(draft)
        identities = [
            identity_key(row_key(policy, name, draft), draft, draft.document_number, issued)
            for policy in spellings
            for issued in (draft.issue_date, None)
        ]
        return cls(tuple(identities[:2]), tuple(identities[2:]), _subjects(draft), draft.phone)


def _subjects(draft: Draft) -> tuple[str, ...]:
    name = name_key(draft)
    spellings = candidate_spellings(draft.policy_number or "")
    return tuple(sorted({f"{_folded(policy)}|{name}" for policy in spellings}))


def _is_employee(draft: Draft) -> bool:
    """Whose policy is added to an account may be of another company, or a child."""
    return draft.role is Role.INSURED and draft.adding is None


def _folded(policy: str) -> str:
    return policy.replace("-", "").replace("O", "0")


def _refused(limit: LimitReached) -> TooOften | Busy:
    if limit.rule != BREAKER:
        return TooOften(limit.until)
    log.error("registry checks are closed: too many of all people fail", until=str(limit.until))
    return Busy(limit.until)
