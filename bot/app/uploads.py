"""Files that come by chat: registries of administrators, and lists of phones of HR."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile

from bot.app.given import Given
from bot.app.repositories import Repositories
from bot.core import Store
from bot.gateways.registry_process import ProcessPhoneLists, ProcessRegistryLoader
from bot.gateways.spreadsheets import Spreadsheets
from bot.gateways.telegram_files import TelegramFiles
from bot.sender.delivery import Recipe
from bot.texts import Texts
from bot.use_cases.phone_list.correct_phones import CorrectPhones
from bot.use_cases.phone_list.judge_list import JudgeList
from bot.use_cases.phone_list.limit_list import LimitList
from bot.use_cases.phone_list.order_list import OrderList
from bot.use_cases.phone_list.template import FILE_NAME, list_template
from bot.use_cases.phone_list.upload_list import UploadList
from bot.use_cases.phone_list.warn_old_phones import WarnOldPhones
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.ports.chat_files import ChatFiles
from bot.use_cases.ports.jobs import Executor, GivingUp, JobKind, NewJob
from bot.use_cases.registry.file_jobs import FileAct, FileJobs
from bot.use_cases.registry.file_reading import FAULTS, FileReading
from bot.use_cases.registry.import_file import ImportFile
from bot.use_cases.registry.import_told import unpacked
from bot.use_cases.registry.order_file import OrderFile
from handlers.staff.phone_lists import TEMPLATE, ListDesk
from handlers.staff.registry_upload import UploadDesk
from handlers.staff.uploads import IMPORT_LIST
from storage.job_board import StoredJobBoard
from storage.people import StoredPeople
from storage.unit_of_work import execute


@dataclass(frozen=True, slots=True)
class Uploads:
    """The desks that take files, who reads them, and what is sent back."""

    upload_desk: UploadDesk
    list_desk: ListDesk
    executors: dict[JobKind, Executor]
    giving_up: dict[JobKind, GivingUp]
    recipes: dict[str, Recipe]

    def by_name(self) -> dict[str, Any]:
        """Return what handlers ask for, by these names."""
        return {"upload_desk": self.upload_desk, "list_desk": self.list_desk}


@dataclass(frozen=True, slots=True)
class _Wiring:
    """What the parts below share; each has its own turn: one process of a kind reads at a time."""

    store: Store
    kept: Repositories
    given: Given
    files: ChatFiles

    def importing(self) -> ImportFile:
        store, settings = self.store, self.given.settings
        load = ProcessRegistryLoader(settings.database_url, settings.keys, store.clock)
        text = self.given.texts.plain
        return ImportFile(self._reading(), load, store.jobs, self.kept.audit, text)

    def lists(self) -> UploadList:
        store, kept = self.store, self.kept
        people = StoredPeople(store.database, store.keys, store.conversations, store.clock)
        return UploadList(
            reading=self._reading(),
            read=ProcessPhoneLists(store.clock),
            people=kept.hr_people,
            judge=JudgeList(kept.company_phones, people),
            limit=LimitList(kept.charges, self.given.limits),
            correct=self.correcting(),
            audit=kept.audit,
            jobs=store.jobs,
            text=self.given.texts.plain,
        )

    def _reading(self) -> FileReading:
        return FileReading(self.files, self._post, self.store.clock, time.monotonic)

    async def _post(self, job: NewJob) -> None:
        await execute(self.store.database, [self.store.jobs.add(job)])

    def correcting(self) -> CorrectPhones:
        counters = PinCounters(self.kept.charges, self.given.limits)
        return CorrectPhones(
            phones=self.kept.company_phones,
            requests=self.kept.phone_requests,
            people=self.kept.hr_people,
            audit=self.kept.audit,
            jobs=self.store.jobs,
            warn=WarnOldPhones(self.store.jobs, counters, self.store.clock),
            limits=self.given.limits,
            clock=self.store.clock,
            admin_ids=self.given.settings.admin_ids,
        )


def build_uploads(store: Store, kept: Repositories, given: Given, bot: Bot) -> Uploads:
    """Wire them."""
    board = StoredJobBoard(store.database, store.clock)
    order = OrderFile(board, store.jobs, store.clock)
    wiring = _Wiring(store, kept, given, TelegramFiles(bot))
    files = FileJobs({FileAct.REGISTRY: wiring.importing(), FileAct.PHONES: wiring.lists()})
    return Uploads(
        upload_desk=UploadDesk(order),
        list_desk=ListDesk(OrderList(order, kept.charges, given.limits)),
        executors={JobKind.FILE: files},
        giving_up={JobKind.FILE: GivingUp(FAULTS, files.given_up)},
        recipes={IMPORT_LIST: _import_list, TEMPLATE: _template(given.texts)},
    )


async def _import_list(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
    content = unpacked(params["made_of"]["list"])
    return _captioned(params, BufferedInputFile(content, "import-report.txt"))


def _template(texts: Texts) -> Recipe:
    async def template(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        content = await Spreadsheets().xlsx(list_template(texts.plain))
        return _captioned(params, BufferedInputFile(content, FILE_NAME))

    return template


def _captioned(params: Mapping[str, Any], document: BufferedInputFile) -> dict[str, Any]:
    kept = {name: value for name, value in params.items() if name != "made_of"}
    return kept | {"document": document}
