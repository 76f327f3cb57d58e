"""`python -m tests.crash --kills 200`: kill the bot at random moments, by polling and webhook."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.bots import ColdNursery, WarmNursery
from tests.crash.run import Outcome, endure
from tests.world import World

COLD_SHARE = 10
"""One kill in so many hits a bot that was started cold."""


async def run(kills: int, seed: int, *, webhook: bool, cold: bool = False) -> Outcome:
    """Run one series of kills over a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        world = World()
        await world.start()
        url = f"sqlite+aiosqlite:///{folder}/bot.db"
        environment = world.environment(url, webhook=webhook) | {
            "LIMIT_CHAT_BURST": "1000",
            "LIMIT_SENDS_PER_SECOND": "10000",
            "LIMIT_CHAT_SENDS_PER_SECOND": "10000",
        }
        log = Path(folder) / "bot.log"
        nursery = (
            ColdNursery(environment, log) if cold else await WarmNursery.open(environment, log)
        )
        try:
            return await endure(world, nursery, kills, seed)
        except BaseException:
            sys.stderr.write(log.read_text()[-5000:])
            raise
        finally:
            await world.stop()


def main() -> int:
    """Print a line for each way of getting updates; 1 when one of them failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = options.parse_args()
    print(f"seed {args.seed}")
    failed = False
    for webhook in (False, True):
        began = time.monotonic()
        outcome = asyncio.run(run(args.kills // 2, args.seed, webhook=webhook))
        way = "webhook" if webhook else "polling"
        print(
            f"{way}: {outcome.walks} walks, {outcome.verdict} ({time.monotonic() - began:.0f} s)"
        )
        failed |= bool(outcome.verdict.lost or outcome.verdict.worst > 1)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
