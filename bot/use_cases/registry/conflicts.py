"""Rows of one file that contradict each other: the same key twice, one policy of two owners."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.use_cases.ports.registry import Owner, PolicyClaim, RegistryRow, owner
from bot.use_cases.registry.rows import Refusal

OTHERS_NAMED = 5


def repeated_rows(rows: Iterable[RegistryRow]) -> list[Refusal]:
    """Every row whose key stands in the file again, with where."""
    numbers = defaultdict(list)
    for row in rows:
        numbers[row.key].append(row.number)
    return [
        Refusal(number, "repeated", others=_others(number, same))
        for same in numbers.values()
        if len(same) > 1
        for number in same
    ]


def look_alikes(rows: Iterable[RegistryRow]) -> list[Refusal]:
    """Every row of a policy whose skeleton belongs to two policyholders or kinds."""
    owners: dict[str, dict[Owner, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        owners[row.policy][_owner_of(row)].append(row.number)
    return [
        Refusal(number, "look-alike", others=_foreign(one, claims))
        for claims in owners.values()
        if len(claims) > 1
        for one, numbers in claims.items()
        for number in numbers
    ]


def claims_of(rows: Iterable[RegistryRow]) -> Mapping[str, PolicyClaim]:
    """What a file without look-alikes says about each of its policies."""
    keys: dict[str, list[str]] = defaultdict(list)
    owners = {}
    for row in rows:
        keys[row.policy].append(row.key)
        owners[row.policy] = _owner_of(row)
    return {policy: PolicyClaim(owners[policy], keys[policy]) for policy in keys}


def _owner_of(row: RegistryRow) -> Owner:
    return owner(row.policy_kind, row.policyholder)


def _others(number: int, same: Sequence[int]) -> tuple[int, ...]:
    return tuple(other for other in same if other != number)[:OTHERS_NAMED]


def _foreign(one: Owner, claims: Mapping[Owner, Sequence[int]]) -> tuple[int, ...]:
    return tuple(numbers[0] for other, numbers in claims.items() if other != one)[:OTHERS_NAMED]
