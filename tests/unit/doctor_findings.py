"""What the tests of `doctor` share."""

from collections.abc import Awaitable, Sequence
from typing import Any

from bot.checks.finding import Finding, Verdict
from bot.settings import Settings

HOST = "127.0.0.1"


def changed(settings: Settings, **changes: Any) -> Settings:
    given = settings.model_dump(exclude_unset=True) | changes
    return Settings(**given)


def short(findings: Sequence[Finding]) -> list[tuple[Verdict, str]]:
    return [(finding.verdict, finding.subject) for finding in findings]


async def only(check: Awaitable[Sequence[Finding]]) -> Finding:
    [finding] = await check
    return finding
