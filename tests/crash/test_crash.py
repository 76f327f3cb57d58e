"""`kill -9` at any moment: nothing lost, nobody registered twice, at most one reply repeated."""

import pytest

from tests.crash.series import run_series

KILLS = 10


@pytest.mark.parametrize(("webhook", "seed"), [(False, 20261), (True, 20262)])
async def test_a_registration_survives_being_killed(webhook: bool, seed: int) -> None:
    outcome = await run_series(KILLS, seed, webhook=webhook)
    assert outcome.verdict.passes, str(outcome.verdict)
    assert outcome.registered
