"""Codes derived from a challenge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenge import one_time_code

RFC_6238_KEY = b"12345678901234567890123456789012"


@pytest.mark.parametrize(
    ("counter", "code"),
    [
        (0x1, "46119246"),
        (0x23523EC, "68084774"),
        (0x23523ED, "67062674"),
        (0x273EF07, "91819424"),
        (0x3F940AA, "90698825"),
        (0x27BC86AA, "77737706"),
    ],
)
def test_the_vectors_of_rfc_6238_for_sha_256_come_out(counter: int, code: str) -> None:
    assert one_time_code(RFC_6238_KEY, counter.to_bytes(8, "big"), 8) == code


@given(key=st.binary(min_size=1), challenge=st.binary(), digits=st.sampled_from([6, 8]))
def test_a_code_has_its_digits_and_repeats_for_its_challenge(
    key: bytes, challenge: bytes, digits: int
) -> None:
    code = one_time_code(key, challenge, digits)
    assert len(code) == digits
    assert code.isdecimal()
    assert code == one_time_code(key, challenge, digits)


def test_another_challenge_or_key_gives_another_code() -> None:
    codes = {
        one_time_code(key, challenge, 8)
        for key in (b"first", b"second")
        for challenge in (b"one", b"two")
    }
    assert len(codes) == 4


@pytest.mark.parametrize("digits", [0, 9, -1])
def test_a_length_the_truncation_cannot_fill_evenly_is_refused(digits: int) -> None:
    with pytest.raises(ValueError, match="1 to 8 digits"):
        one_time_code(b"key", b"challenge", digits)
