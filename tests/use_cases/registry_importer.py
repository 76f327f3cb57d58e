"""The import of a registry file with its world."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.use_cases.ports.registry import Cell
from bot.use_cases.registry.import_registry import (
    ImportOptions,
    ImportRegistry,
    ImportReport,
    Phase,
)
from tests.unit.registry_samples import TODAY, sheet
from tests.use_cases.registry_fakes import FakeIntake


@dataclass
class Importer:
    """Takes files one after another; ids of rows are places in the order of arrival."""

    intake: FakeIntake = field(default_factory=FakeIntake)
    progress: list[tuple[Phase, int, int]] = field(default_factory=list)

    async def takes(
        self, *rows: Sequence[Cell], options: ImportOptions | None = None
    ) -> ImportReport:
        load = ImportRegistry(self.intake, lambda *step: self.progress.append(step))
        return await load(sheet(*rows), TODAY, options or ImportOptions())
