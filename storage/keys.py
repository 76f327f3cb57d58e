"""Encryption and keyed digests: one key per purpose from each secret key, newest first.

A sealed value is `format byte | key id | nonce | AES-GCM ciphertext`, bound to its purpose and
row; a digest is `key id | HMAC-SHA-256`. Both tell which secret key they need, so that keys can
be rotated while old rows are still read.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: 96 random bits
HEADER_BYTES = len(FORMAT) + KEY_ID_BYTES


class UnreadableSecret(Exception):
    """A sealed value was made with a key that is not configured, or was moved or altered."""


@dataclass(frozen=True, slots=True)
class SecretKey:
    """One of SECRET_KEYS with its derived id."""

    id: bytes
    _material: bytes = field(repr=False)
    _derived: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def derive(self, purpose: str) -> bytes:
        if purpose not in self._derived:
            self._derived[purpose] = _hkdf(self._material, purpose)
        return self._derived[purpose]

    def hmac(self, purpose: str, text: str) -> bytes:
        key = self.derive(purpose)
        return self.id + hmac.digest(key, text.encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All configured keys; the first one seals, each of them opens."""

    keys: tuple[SecretKey, ...]

    @classmethod
    def of(cls, materials: Sequence[bytes]) -> "Keyring":
        keys = (SecretKey(_hkdf(raw, "key id")[:KEY_ID_BYTES], raw) for raw in materials)
        return cls(tuple(keys))

    def seal(self, purpose: str, row: object, value: str) -> bytes:
        """Encrypt `value` so that it opens only as `purpose` of `row`."""
        key = self.keys[0]
        nonce = secrets.token_bytes(NONCE_BYTES)
        box = AESGCM(key.derive(purpose))
        return FORMAT + key.id + nonce + box.encrypt(nonce, value.encode(), _bound(purpose, row))

    def open(self, purpose: str, row: object, sealed: bytes) -> str:
        """Decrypt what `seal` made.

        Raises:
            UnreadableSecret: no configured key fits, or the value belongs to another row.
        """
        key = self._key(sealed[len(FORMAT) : HEADER_BYTES])
        nonce = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
        box = AESGCM(key.derive(purpose))
        try:
            value = box.decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], _bound(purpose, row))
        except InvalidTag:
            raise UnreadableSecret(purpose) from None
        return value.decode()

    def digest(self, purpose: str, text: str) -> bytes:
        """Return the digest to store: the newest key's."""
        return self.keys[0].hmac(purpose, text)

    def digests(self, purpose: str, text: str) -> tuple[bytes, ...]:
        """Return the digests to look for: one per configured key."""
        return tuple(key.hmac(purpose, text) for key in self.keys)

    def secret(self, purpose: str) -> bytes:
        """Return a key of its own for one purpose outside this module, such as PINs."""
        return self.keys[0].derive(purpose)

    def secrets(self, purpose: str) -> tuple[bytes, ...]:
        """Return that key under every configured key, newest first."""
        return tuple(key.derive(purpose) for key in self.keys)

    def _key(self, key_id: bytes) -> SecretKey:
        for key in self.keys:
            if key.id == key_id:
                return key
        msg = f"key {key_id.hex()} is not in SECRET_KEYS"
        raise UnreadableSecret(msg)


def _hkdf(material: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(material)


def _bound(purpose: str, row: object) -> bytes:
    return f"{purpose}:{row}".encode()
