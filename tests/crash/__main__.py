"""`python -m tests.crash --kills 200`: kill the bot at random moments, by polling and webhook."""

import argparse
import asyncio
import random
import sys
import time

from tests.crash.series import run_series

COLD_KILLS = 4
"""Kills that hit a bot started by `python -m bot run`, in each way of getting updates."""


def main() -> int:
    """Print a line for each series; 1 when one of them failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = options.parse_args()
    print(f"seed {given.seed}")
    passed = [
        _series(kills, given.seed, webhook=webhook, cold=cold)
        for webhook in (False, True)
        for cold, kills in ((False, given.kills // 2 - COLD_KILLS), (True, COLD_KILLS))
    ]
    return 0 if all(passed) else 1


def _series(kills: int, seed: int, *, webhook: bool, cold: bool) -> bool:
    began = time.monotonic()
    outcome = asyncio.run(run_series(kills, seed, webhook=webhook, cold=cold))
    way = f"{'webhook' if webhook else 'polling'}, {'cold' if cold else 'warm'} starts"
    seconds = time.monotonic() - began
    people = len(outcome.registered)
    print(f"{way}: {people} accounts, {outcome.verdict} ({seconds:.0f} s)", flush=True)
    return outcome.verdict.passes


if __name__ == "__main__":
    sys.exit(main())
