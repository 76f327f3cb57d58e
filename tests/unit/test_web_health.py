"""What monitoring sees, and what strangers do not."""

import asyncio
from dataclasses import dataclass

import pytest
from prometheus_client import CollectorRegistry, Counter

from bot.web.health import Health, Metrics
from tests.unit.web_site import Site, served


@dataclass
class Database:
    fault: Exception | None = None
    silent: bool = False

    async def ping(self) -> None:
        if self.silent:
            await asyncio.get_running_loop().create_future()
        if self.fault is not None:
            raise self.fault


def registry() -> CollectorRegistry:
    numbers = CollectorRegistry()
    Counter("registrations", "Finished registrations", registry=numbers).inc()
    return numbers


async def test_a_living_process_with_its_database_is_healthy_under_any_host() -> None:
    async with served(health=Health(Database())) as site:
        answer = await site.get("/healthz", {"Host": "127.0.0.1"})
    assert (answer.status, answer.text) == (200, '{"status": "ok"}')


@pytest.mark.parametrize(
    "database", [Database(OSError("10.0.0.5 refused")), Database(silent=True)]
)
async def test_a_database_that_is_away_shows_and_nothing_more(database: Database) -> None:
    async with served(health=Health(database, seconds=0.1)) as site:
        answer = await site.get("/healthz")
    assert (answer.status, answer.text) == (503, '{"status": "unavailable"}')


async def test_metrics_are_served_to_this_machine() -> None:
    async with served(metrics=Metrics(registry())) as site:
        answer = await site.get("/metrics")
    assert answer.status == 200
    assert "registrations_total 1.0" in answer.text
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("sign", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_a_proxy_on_this_machine_gives_no_stranger_the_metrics(sign: str) -> None:
    async with served(metrics=Metrics(registry())) as site:
        assert (await site.get("/metrics", {sign: "127.0.0.1"})).status == 404


async def test_metrics_are_served_to_everybody_only_when_the_operator_wants_it() -> None:
    async def through_a_proxy(site: Site) -> int:
        return (await site.get("/metrics", {"X-Forwarded-For": "198.51.100.1"})).status

    async with served(metrics=Metrics(registry(), public=True)) as site:
        assert await through_a_proxy(site) == 200
