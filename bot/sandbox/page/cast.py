"""The Telegram users that the visitor of the page can be."""

import secrets
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.sandbox.page.samples import Sample
from bot.sandbox.page.saved import restored, save
from bot.sandbox.telegram import Person, Telegram

_FIRST_ID = 100_000_000
_IDS = 900_000_000
_NAMES = ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Инна", "Кирилл")


class Role(StrEnum):
    INSURED = "insured"
    HR = "hr"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Persona:
    """One Telegram user; the private chat has the same id.

    Attributes:
        phone: the number of the Telegram account, digits only, as the Bot API gives it.
        plays: the id of the sample person whose data this user types.
    """

    chat: int
    role: Role
    name: str
    phone: str
    plays: str | None = None


class Cast:
    """All Telegram users of the sandbox; their ids are drawn once and kept.

    Who has not chosen a part plays `leading`.
    """

    def __init__(self, path: Path, telegram: Telegram, leading: Sample) -> None:
        self._path, self._telegram, self._leading = path, telegram, leading
        self._personas: dict[int, Persona] = {}
        for persona in restored(path, _personas) or self._first_cast():
            self._enter(persona)
        self._save()

    @property
    def personas(self) -> list[Persona]:
        return list(self._personas.values())

    @property
    def admins(self) -> frozenset[int]:
        """Telegram ids of the administrators."""
        return frozenset(p.chat for p in self.personas if p.role is Role.ADMIN)

    @property
    def hr(self) -> frozenset[int]:
        """Telegram ids of those who act for a policyholder."""
        return frozenset(p.chat for p in self.personas if p.role is Role.HR)

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(persona) for persona in self.personas]

    def person(self, chat: int) -> Person:
        """Return the Telegram user; raises KeyError for an unknown one."""
        persona = self._personas[chat]
        return self._telegram.person(chat, persona.name, phone=persona.phone)

    def add_insured(self) -> Persona:
        """Let somebody new come to the bot, with an empty chat."""
        number = sum(persona.role is Role.INSURED for persona in self.personas)
        persona = self._insured(_NAMES[number % len(_NAMES)])
        self._enter(persona)
        self._save()
        return persona

    def play(self, chat: int, sample: Sample) -> None:
        """Give a user the part of a sample person, with that person's number in Telegram."""
        self._enter(replace(self._personas[chat], plays=sample.id, phone=sample.phone))
        self._save()

    def _first_cast(self) -> list[Persona]:
        others = _persona(Role.HR, "Ольга"), _persona(Role.ADMIN, "Павел")
        return [self._insured(_NAMES[0]), *others]

    def _insured(self, name: str) -> Persona:
        leading = self._leading
        return replace(_persona(Role.INSURED, name), plays=leading.id, phone=leading.phone)

    def _enter(self, persona: Persona) -> None:
        self._personas[persona.chat] = persona
        person = self.person(persona.chat)
        person.phone = persona.phone
        if persona.role is not Role.INSURED:
            person.has_started_before()  # the bot tells them what concerns them

    def _save(self) -> None:
        save(self._path, self.as_json())


def _persona(role: Role, name: str) -> Persona:
    chat = _FIRST_ID + secrets.randbelow(_IDS)
    return Persona(chat, role, name, f"7900{chat % 10**7:07}")


def _personas(state: Any) -> list[Persona]:
    personas = [Persona(**entry | {"role": Role(entry["role"])}) for entry in state]
    if {persona.role for persona in personas} != set(Role):
        raise ValueError("somebody is missing")
    return personas
