"""Whose wrong links are counted together, and how far."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.web.visitors import BadTokens, visitor


def request_from(peer: str, *forwarded: str) -> web.Request:
    headers = [("X-Forwarded-For", line) for line in forwarded]
    return make_mocked_request("GET", "/", CIMultiDict(headers)).clone(remote=peer)


def test_without_a_trusted_proxy_only_the_socket_counts() -> None:
    assert visitor(request_from("192.0.2.7", "198.51.100.1"), 0) == "192.0.2.7"


def test_each_trusted_proxy_vouches_for_one_address_from_the_right() -> None:
    request = request_from("10.0.0.2", "203.0.113.66, 198.51.100.1", "10.0.0.1")
    assert visitor(request, 1) == "10.0.0.1"
    assert visitor(request, 2) == "198.51.100.1"


@pytest.mark.parametrize("forged", [(), ("",), ("not an address",), ("1.2.3.4:80",), ("é",)])
def test_a_header_without_a_usable_address_falls_back_to_the_socket(
    forged: tuple[str, ...],
) -> None:
    assert visitor(request_from("192.0.2.7", *forged), 1) == "192.0.2.7"


def test_a_header_shorter_than_the_chain_of_proxies_falls_back_to_the_socket() -> None:
    assert visitor(request_from("192.0.2.7", "198.51.100.1"), 3) == "192.0.2.7"


def test_addresses_of_one_ipv6_network_count_together() -> None:
    one, other = request_from("2001:db8::1"), request_from("2001:db8::ffff:2")
    assert visitor(one, 0) == visitor(other, 0) == "2001:db8::/64"


def test_an_ipv4_address_is_the_same_in_its_ipv6_dress() -> None:
    assert visitor(request_from("::ffff:192.0.2.7"), 0) == "192.0.2.7"


def test_wrong_tokens_of_others_refuse_nobody() -> None:
    limit = BadTokens(per_address=2, total=3, time=lambda: 0.0)
    for who in ("a", "a", "b", "b"):
        assert limit.wait(who) == 0
        limit.count(who)
    assert limit.wait("a") == 60
    assert limit.wait("c") == 0


def test_memory_is_bounded_by_the_total() -> None:
    limit = BadTokens(per_address=2, total=10, time=lambda: 0.0)
    for number in range(1000):
        limit.count(f"192.0.2.{number}")
    assert len(limit._counts) == 10
