"""The figures of the statistics, and how they are put."""

from datetime import date, timedelta

import pytest

from bot.domain.period import Period
from bot.form.step import StepId
from bot.texts import Texts
from bot.use_cases.ports.tallies import (
    EVERYTHING,
    CampaignTotal,
    Total,
    Totals,
    What,
    answered,
    reached,
)
from bot.use_cases.statistics.chart import statistics_chart
from bot.use_cases.statistics.show_statistics import BEGUN, Report, report_of
from bot.use_cases.statistics.tables import statistics_tables
from bot.use_cases.statistics.text import statistics_text
from bot.use_cases.statistics.words import count_name, roughly, step_name

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
BEACON, ROSE = "ООО «Северный маяк»", "АО «Роза»"
COUNTED = [
    Total(reached(StepId.CONSENT), 0, 200, 0),
    Total(answered(StepId.CONSENT), 7, 90, 0),
    Total(answered(StepId.CONSENT), 9, 60, 0),
    Total(reached(StepId.PHONE), 0, 150, 0),
    Total(answered(StepId.PHONE), 12, 151, 0),
    Total(reached(StepId.ACTIVATION), 0, 120, 0),
    Total(answered(StepId.ACTIVATION), 16, 110, 0),
    Total(What.REGISTRY_NOT_FOUND, 0, 30, 0),
    Total(What.SMS_SENT, 0, 140, 0),
    Total(What.SMS_PRICED, 0, 130, 123_450),
    Total(What.ACCOUNT_MADE, 0, 120, 0),
    Total(What.ACCOUNT_ACTIVATED, 0, 110, 0),
    Total(What.CHILD_ADDED, 0, 12, 0),
]
BY_CAMPAIGN = [
    CampaignTotal(ROSE, "", "", What.ACCOUNT_MADE, 50, 0),
    CampaignTotal(BEACON, "a", "Весна", BEGUN, 80, 0),
    CampaignTotal(BEACON, "a", "Весна", What.ACCOUNT_MADE, 40, 0),
    CampaignTotal(BEACON, "b", "=Лето", What.ACCOUNT_MADE, 30, 0),
    CampaignTotal(BEACON, "b", "=Лето", What.SMS_PRICED, 30, 9_900),
]


@pytest.fixture
def report() -> Report:
    return report_of(MARCH, (), Totals(COUNTED, BY_CAMPAIGN))


def shown(report: Report, texts: Texts) -> str:
    prompt = statistics_text(report, texts.plain)
    return texts.html(prompt.text_id, **prompt.args)


def test_a_step_knows_who_left_and_how_long_it_takes(report: Report) -> None:
    consent, phone, _ = report.steps
    assert (consent.reached, consent.answered, consent.left) == (200, 150, 50)
    assert consent.median is not None
    assert 8 < consent.median.total_seconds() < 12
    assert phone.left == 0  # one was asked the day before


def test_companies_add_their_campaigns_up_and_the_largest_comes_first(report: Report) -> None:
    assert [(one.policyholder, one.made) for one in report.companies] == [(BEACON, 70), (ROSE, 50)]
    assert [(one.campaign, one.made) for one in report.campaigns] == [
        ("", 50),
        ("Весна", 40),
        ("=Лето", 30),
    ]
    assert [one.kopecks for one in report.companies] == [9_900, 0]


def test_the_message_is_aligned_and_fits_a_phone(report: Report, texts: Texts) -> None:
    message = shown(report, texts)
    assert "Начали: 200, зарегистрировались: 120, активировали: 110" in message
    assert "В готовые кабинеты добавили полисов: 0, детей: 12" in message
    assert "Согласие        200  25%    10 с" in message
    assert "дошли, из них остановились здесь" in message
    assert "Сверка с реестром</b>, проверок" in message
    assert "Не найдены                    30" in message
    assert "Северный маяк      80   70     0" in message
    assert "Стоимость 1\N{NARROW NO-BREAK SPACE}234,50 ₽ за 130 SMS" in message


def test_a_company_sees_its_campaigns(texts: Texts) -> None:
    of_beacon = report_of(MARCH, (BEACON,), Totals(COUNTED, BY_CAMPAIGN[1:]))
    message = shown(of_beacon, texts)
    assert BEACON in message
    assert "Начали по ссылкам HR: 200. Всего зарегистрировались: 120" in message
    assert "Весна              80   40     0" in message


def test_many_companies_are_cut_short(texts: Texts) -> None:
    many = [CampaignTotal(f"АО {one}", "", "", What.ACCOUNT_MADE, 1, 0) for one in range(300)]
    message = shown(report_of(MARCH, (), Totals(COUNTED, many)), texts)
    assert "и ещё 290 — в файле" in message
    assert len(message) < 4096


def test_nothing_is_said_to_be_nothing(texts: Texts) -> None:
    empty = report_of(MARCH, (), Totals([], []))
    assert empty.is_empty
    assert "За это время ничего не произошло" in shown(empty, texts)
    assert statistics_chart(empty, texts.plain).bars == ()


def test_the_chart_ends_with_the_activated_accounts(report: Report, texts: Texts) -> None:
    bars = statistics_chart(report, texts.plain).bars
    assert [(bar.label, bar.count) for bar in bars] == [
        ("Согласие", 200),
        ("Телефон", 150),
        ("Активация", 120),
        ("Активировали кабинет", 110),
    ]
    assert bars[1].note == "75\N{NARROW NO-BREAK SPACE}%"


def test_the_tables_hold_everything(report: Report, texts: Texts) -> None:
    totals, funnel, companies, campaigns = statistics_tables(report, texts.plain)
    assert funnel.header[3:5] == ("Остановились здесь", "Остановились здесь, %")
    assert ("Зарегистрировались", 120) in totals.rows
    assert ("Стоимость SMS, ₽", 1234.5) in totals.rows
    assert funnel.rows[0] == ("Согласие", 200, 150, 50, 25.0, 10)
    assert companies.rows[0] == (BEACON, 0, 80, 70, 0, 0, 99.0)
    assert campaigns.rows[0] == (ROSE, "без ссылки", 0, 0, 50, 0, 0, 0.0)


def test_every_name_fits_its_column(texts: Texts) -> None:
    assert all(len(step_name(texts.plain, step)) <= 13 for step in StepId)
    assert all(len(count_name(texts.plain, what)) <= 26 for what in What)
    assert len(EVERYTHING) == len(set(EVERYTHING))
    assert all(len(name) <= 48 for name in EVERYTHING)  # the column of the table


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 с"), (99, "99 с"), (100, "2 мин"), (6000, "2 ч"), (172_800, "2 дн")],
)
def test_a_time_is_put_in_one_unit(texts: Texts, seconds: int, words: str) -> None:
    assert roughly(texts.plain, timedelta(seconds=seconds)) == words
