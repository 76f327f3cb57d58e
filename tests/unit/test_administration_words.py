"""Words of administrators: every act, limit and state has one of its own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from bot.texts import Texts
from bot.use_cases.administration.audit_words import details_in_words
from bot.use_cases.administration.examine_health import duration, error_in_words
from bot.use_cases.ports.audit import Act, AuditLine
from bot.use_cases.ports.chat_files import FileAway
from bot.use_cases.ports.health import ErrorSeen
from bot.use_cases.ports.jobs import JobState
from bot.use_cases.ports.people import MAIL_REFUSED, Stage
from bot.use_cases.ports.registry_loader import LoadFailed
from bot.use_cases.ports.sms import DeliveryStatus
from bot.use_cases.ports.sms_log import Handover
from bot.use_cases.registry.import_told import NotTaken

NAMELESS = "something new"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ALARMS = "".join(re.findall(r"^\| (?:critical|error) \| (.+?) \|", README, re.MULTILINE))
OPEN_ENDED = {
    "registry checks are closed…": "registry checks are closed: too many of all people fail",
    "somebody else polls…": "somebody else polls with the same BOT_TOKEN, or a webhook is set",
    "secret key missing…": "secret key missing, see SECRET_KEYS and doctor",
    "webhook refused…": "webhook refused, see WEBHOOK and PUBLIC_URL",
}
"""Events that README calls by their beginning."""


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_words(texts: Texts, act: Act) -> None:
    assert texts.plain("audit-act", act=act) != act


@pytest.mark.parametrize(
    ("act", "details", "words"),
    [
        (
            Act.REGISTRY_IMPORTED,
            "+3 ~2 =1000 !1 -0",
            "добавлено 3, изменено 2, без изменений 1000, не принято 1, завершено 0",
        ),
        (Act.REGISTRY_IMPORTED, "BadHeader", "не подошли колонки"),
        (Act.PHONES_LOOKED, "~2 =0 !1", "подошло 2, повторов 0, не принято 1"),
        (Act.PHONES_LOOKED, "limit", "отказано: слишком часто"),
        (Act.PHONES_UPLOADED, "~2 =0 !1", "изменено 2, без изменений 0, не принято 1"),
        (Act.PERSON_LOOKED_UP, "phone: 2", "по телефону, строк реестра: 2"),
        (Act.PERSON_LOOKED_UP, "policy: 1", "по полису, строк реестра: 1"),
        (Act.ACCOUNTS_EXPORTED, "accounts 5", "кабинетов: 5"),
        (Act.KEYS_ROTATED, "values 18", "значений: 18"),
        (Act.REMINDED, "12", "людей: 12"),
        (Act.STATISTICS_READ, "17.11.2026–23.11.2026 csv", "17.11.2026–23.11.2026 csv"),
        (Act.HR_REVOKED, "HR 7002", "id 7002"),
        (Act.HR_REVOKED, "forgotten", "сам, командой /forget"),
        (Act.INVITATION_MADE, "CiBW9I-12", ""),
        (Act.PAUSED, "", ""),
    ],
)
def test_the_audit_is_read_in_words(texts: Texts, act: Act, details: str, words: str) -> None:
    line = AuditLine(datetime(2026, 3, 2, tzinfo=UTC), 9001, act, None, details)
    assert details_in_words(line, texts.plain) == words


@pytest.mark.parametrize("error", [*get_args(NotTaken), FileAway, LoadFailed])
def test_every_end_of_an_import_has_its_words(texts: Texts, error: type[Exception]) -> None:
    assert texts.plain("audit-detail", kind=error.__name__, count="")


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_line(texts: Texts, stage: Stage) -> None:
    assert "7" in texts.plain(f"find-stage-{stage}", count="7")


def test_states_of_an_sms_are_told_apart(texts: Texts) -> None:
    words = {*(status.value for status in DeliveryStatus), *(one.value for one in Handover)}
    unclear = texts.plain("find-sms", at="", status=NAMELESS)
    vague = {one for one in words if texts.plain("find-sms", at="", status=one) == unclear}
    assert vague == {"unknown", "uncertain", "not_found"}


def test_states_of_a_mail_are_told_apart(texts: Texts) -> None:
    on_its_way = texts.plain("find-mail", until="", job=NAMELESS)
    moving = {one for one in JobState if texts.plain("find-mail", until="", job=one) == on_its_way}
    assert moving == {JobState.WAITING, JobState.DOING}
    assert texts.plain("find-mail", until="", job=MAIL_REFUSED) != on_its_way


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (timedelta(), "0 с"),
        (timedelta(seconds=59), "59 с"),
        (timedelta(minutes=3, seconds=5), "3 мин 5 с"),
        (timedelta(days=2, hours=1, minutes=9), "2 д 1 ч"),
        (timedelta(days=1, minutes=2), "1 д 2 мин"),
        (timedelta(seconds=-5), "0 с"),
    ],
)
def test_a_time_is_told_in_its_largest_units(time: timedelta, told: str) -> None:
    assert duration(time) == told


@pytest.mark.parametrize("event", re.findall(r"`([a-z][A-Za-z_… ]+)`", ALARMS))
def test_every_alarm_of_readme_has_its_words_in_health(texts: Texts, event: str) -> None:
    error = ErrorSeen(NOW, "bot.sms", OPEN_ENDED.get(event, event), ("smsc", "no_money"))
    told = texts.plain("health-error", at="", **error_in_words(error))
    assert told.endswith(" (smsc, no_money)")
    assert "bot.sms" not in told


def test_an_error_without_words_is_told_by_its_name(texts: Texts) -> None:
    for event, name in (("new fault", "bot.web new fault"), ("", "bot.web")):
        error = ErrorSeen(NOW, "bot.web", event, ())
        assert (
            texts.plain("health-error", at="02.03", **error_in_words(error)) == f"02.03 МСК {name}"
        )
