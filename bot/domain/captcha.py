"""The signs of a captcha and what counts as having read them."""

import hmac
import unicodedata
from random import Random

SIGNS = 5
# Without signs that look alike when turned and bent: B 8, G 6, I 1 L, O 0 Q, S 5, Z 2.
ALPHABET = "ACDEFHJKMNPRTUVWXY3479"
# People type on a Russian keyboard what they see in Latin.
_LATIN = str.maketrans("АСЕЁНКМРТХУЗЧ", "ACEEHKMPTXY34")


def new_answer(random: Random) -> str:
    """Draw the signs; hand in `random.SystemRandom()`."""
    return "".join(random.choices(ALPHABET, k=SIGNS))


def matches(answer: str, typed: str) -> bool:
    """Compare what was drawn and what was typed, whatever the case, spaces and alphabet."""
    return hmac.compare_digest(_canonical(answer), _canonical(typed))


def _canonical(text: str) -> bytes:
    folded = unicodedata.normalize("NFKC", text).upper().translate(_LATIN)
    return "".join(folded.split()).encode(errors="replace")
