"""The state diagram in README is the one that STEPS describes."""

import re
from pathlib import Path

from bot.form.step import StepId
from bot.form.steps import STEPS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
DIAGRAM = re.search(r"```mermaid\nstateDiagram-v2\n(.*?)```", README, re.DOTALL)
ARROW = re.compile(r"^ +(\S+) --> (\S+?)(?:: (.+))?$")
EDGE = "[*]"
PART = "одной части не хватает"


def arrows() -> list[tuple[str, str, str]]:
    assert DIAGRAM is not None
    found = [ARROW.match(line) for line in DIAGRAM[1].splitlines()]
    assert all(found)
    return [(one[1], one[2], one[3] or "") for one in found if one]


def test_the_way_through_the_registration_is_that_of_the_table() -> None:
    whole = [row.id.value for row in STEPS if not row.part_of]
    expected = list(zip([EDGE, *whole], [*whole, EDGE], strict=True))
    assert [(here, there) for here, there, label in arrows() if not label] == expected


def test_parts_that_are_asked_alone_hang_on_their_whole() -> None:
    parts = [(row.part_of.value, row.id.value) for row in STEPS if row.part_of]
    assert [(here, there) for here, there, label in arrows() if label == PART] == parts


def test_every_other_way_leads_from_step_to_step() -> None:
    steps = {step.value for step in StepId}
    assert all({here, there} <= steps for here, there, label in arrows() if label)
