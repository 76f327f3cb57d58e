"""What the bot's process asks of the drawing one, as JSON."""

import json
from dataclasses import asdict
from typing import Any

from bot.use_cases.ports.pictures import Bar, Funnel, Part, Poster, Progress

Drawing = Funnel | Progress | Poster


def to_json(drawing: Drawing) -> bytes:
    return json.dumps({"kind": type(drawing).__name__, "of": asdict(drawing)}).encode()


def from_json(request: bytes) -> Drawing:
    """Undo `to_json`.

    Raises:
        ValueError: of an unknown kind.
    """
    asked = json.loads(request)
    of: dict[str, Any] = asked["of"]
    match asked["kind"]:
        case "Funnel":
            return Funnel(**of | {"bars": tuple(Bar(**bar) for bar in of["bars"])})
        case "Progress":
            return Progress(**of | {"parts": tuple(Part(**part) for part in of["parts"])})
        case "Poster":
            first, second, third = of["steps"]
            return Poster(**of | {"steps": (first, second, third)})
    raise ValueError("unknown kind of drawing")
