"""What administrators see of a time: the funnel, the registry, messages, accounts, companies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.durations import median
from bot.domain.period import Period
from bot.form.step import StepId
from bot.form.steps import STEPS
from bot.use_cases.ports.tallies import (
    CampaignTotal,
    Tallies,
    Total,
    Totals,
    What,
    answered,
    reached,
)

BEGUN = reached(StepId.CONSENT)
COMPARED = (
    *(BEGUN, What.INVITATION_OPENED, What.SMS_SENT, What.SMS_PRICED),
    *(What.ACCOUNT_MADE, What.ACCOUNT_ACTIVATED),
)
"""What companies and campaigns are compared by."""


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step of the funnel.

    Attributes:
        reached: registrations in which it was asked.
        answered: those that went on from it.
        median: how long that took, see `bot.domain.durations.median`.
    """

    step: StepId
    reached: int
    answered: int
    median: timedelta | None

    @property
    def left(self) -> int:
        """How many are still there, or gave up: counts without names cannot tell them apart.

        A step asked before midnight may be answered after it.
        """
        return max(0, self.reached - self.answered)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A company, or one of its campaigns; an empty campaign stands for no link.

    Attributes:
        begun: registrations that began by its links.
        made: accounts of its people, whatever way they came.
    """

    policyholder: str
    campaign: str
    opened: int
    begun: int
    made: int
    activated: int
    sms: int
    kopecks: int


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a time; without `policyholders` of everybody."""

    period: Period
    policyholders: tuple[str, ...]
    steps: tuple[StepFigures, ...]
    counts: Mapping[What, int]
    kopecks: int
    companies: tuple[GroupFigures, ...]
    campaigns: tuple[GroupFigures, ...]

    @property
    def begun(self) -> int:
        return next((one.reached for one in self.steps if one.step is StepId.CONSENT), 0)

    @property
    def is_empty(self) -> bool:
        return not self.steps and not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class ShowStatistics:
    """Reads as much for a million registrations as for one."""

    tallies: Tallies

    async def __call__(self, period: Period, policyholders: Sequence[str] = ()) -> Report:
        """Give the report of some companies, or of everybody."""
        totals = await self.tallies.read(period.days, policyholders, COMPARED)
        return report_of(period, policyholders, totals)


def report_of(period: Period, policyholders: Sequence[str], totals: Totals) -> Report:
    """Work the figures out."""
    counts: dict[str, int] = {}
    for total in totals.all:
        counts[total.what] = counts.get(total.what, 0) + total.count
    return Report(
        period=period,
        policyholders=tuple(policyholders),
        steps=tuple(_steps(counts, totals.all)),
        counts={what: counts.get(what, 0) for what in What},
        kopecks=sum(total.amount for total in totals.all),
        companies=_groups(totals.by_campaign, by_campaign=False),
        campaigns=_groups(totals.by_campaign, by_campaign=True),
    )


def _steps(counts: Mapping[str, int], totals: Sequence[Total]) -> Iterable[StepFigures]:
    """Leave out what nobody was asked."""
    for row in STEPS:
        if met := counts.get(reached(row.id), 0):
            name = answered(row.id)
            times = {total.bucket: total.count for total in totals if total.what == name}
            yield StepFigures(row.id, met, counts.get(name, 0), median(times))


def _groups(totals: Sequence[CampaignTotal], *, by_campaign: bool) -> tuple[GroupFigures, ...]:
    """Put those first that have most accounts; campaigns of one name are one."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for total in totals:
        group = sums.setdefault((total.policyholder, total.campaign if by_campaign else ""), {})
        group[total.what] = group.get(total.what, 0) + total.count
        group["kopecks"] = group.get("kopecks", 0) + total.amount
    figures = [_group(*names, counts) for names, counts in sums.items()]
    return tuple(sorted(figures, key=lambda one: (-one.made, -one.begun, one.policyholder)))


def _group(policyholder: str, campaign: str, counts: Mapping[str, int]) -> GroupFigures:
    return GroupFigures(
        policyholder=policyholder,
        campaign=campaign,
        opened=counts.get(What.INVITATION_OPENED, 0),
        begun=counts.get(BEGUN, 0),
        made=counts.get(What.ACCOUNT_MADE, 0),
        activated=counts.get(What.ACCOUNT_ACTIVATED, 0),
        sms=counts.get(What.SMS_SENT, 0),
        kopecks=counts["kopecks"],
    )
