"""The two secrets of an activation mail: the token of its link, and the code for the chat.

The token is random; its SHA-256 is kept, and the token itself only in the payload of the mail's
job, encrypted and wiped once the mail has left. So a mail sent again after a crash carries the
same link, also when the secret keys were rotated meanwhile, and afterwards nobody who has the
database and the keys can make the link again. The code is derived (RFC 4226) and kept nowhere.
"""

import hmac
from dataclasses import dataclass, field

from bot.domain.challenge import one_time_code

CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class MailCodes:
    """Makes and checks mailed codes.

    Attributes:
        keys: one from each secret key, newest first: a code outlives a rotation.
    """

    keys: tuple[bytes, ...] = field(repr=False)

    def code_of(self, activation_id: str) -> str:
        return self._code(self.keys[0], activation_id)

    def fits(self, activation_id: str, code: str) -> bool:
        due = [self._code(key, activation_id) for key in self.keys]
        return any(hmac.compare_digest(one.encode(), code.encode()) for one in due)

    def _code(self, key: bytes, activation_id: str) -> str:
        return one_time_code(key, bytes.fromhex(activation_id), CODE_DIGITS)
