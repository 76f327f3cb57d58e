"""The sample people whose data can be typed into the chat."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Datum:
    """One answer and the question of the form that it fits."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody of the sample registry.

    Attributes:
        about: who this is and why this person is of interest.
        outcome: how the registration ends.
        phone: digits only, as Telegram would share it.
    """

    name: str
    about: str
    outcome: str
    phone: str
    data: tuple[Datum, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def load_samples(path: Path) -> Mapping[str, Sample]:
    """Read the people by their names."""
    samples = [_sample(raw) for raw in json.loads(path.read_text(encoding="utf-8"))]
    return {sample.name: sample for sample in samples}


def _sample(raw: Mapping[str, Any]) -> Sample:
    data = tuple(Datum(label, value) for label, value in raw["data"].items())
    return Sample(raw["name"], raw["about"], raw["outcome"], raw["phone"], data)
