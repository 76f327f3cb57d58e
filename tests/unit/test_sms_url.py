"""SMS_URL as an operator writes it."""

import re
import traceback

import pytest

from bot.gateways.sms.url import SmsAccount, parse_sms_url

SECRET = "p4ss-w0rd"


def test_smsc_without_a_host_goes_to_the_public_one() -> None:
    assert parse_sms_url("smsc://company:secret@") == (
        SmsAccount("smsc", "smsc", "https://smsc.ru", "company", "secret"),
    )


def test_smsru_takes_the_api_id_alone() -> None:
    assert parse_sms_url("smsru://AB-12-CD@") == (
        SmsAccount("smsru", "smsru", "https://sms.ru", "AB-12-CD"),
    )


def test_host_port_sender_and_plain_http_can_be_given() -> None:
    [account] = parse_sms_url("smsc://a:b@127.0.0.1:8081?sender=CABINET&tls=off")
    assert account == SmsAccount("smsc", "smsc", "http://127.0.0.1:8081", "a", "b", "CABINET")


def test_a_sender_may_follow_a_missing_host() -> None:
    [account] = parse_sms_url("smsc://a:b@?sender=CABINET")
    assert (account.base_url, account.sender) == ("https://smsc.ru", "CABINET")


def test_special_signs_are_written_in_percent() -> None:
    [account] = parse_sms_url("smsc://a%40b:x%2Cy%3A%2F%D1%8F@[::1]:80?sender=My%20Name")
    assert (account.login, account.password) == ("a@b", "x,y:/я")
    assert (account.base_url, account.sender) == ("https://[::1]:80", "My Name")


def test_a_list_keeps_its_order_and_names_every_account_apart() -> None:
    accounts = parse_sms_url("smsc://a:b@, smsru://id@ ,smsc://c:d@www2.smsc.ru")
    assert [account.name for account in accounts] == ["smsc", "smsru", "smsc-2"]


def test_credentials_are_not_in_the_repr() -> None:
    [account] = parse_sms_url(f"smsc://{SECRET}:{SECRET}@")
    assert SECRET not in repr(account)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("", "шлюз 1: пусто"),
        (f"smsc://a:{SECRET}@,", "шлюз 2: пусто"),
        (f"https://a:{SECRET}@smsc.ru", "нужен адрес smsc://… или smsru://…"),
        (f"{SECRET}", "нужен адрес"),
        (f"smsc://{SECRET}@smsc.ru", "нужно login:password@"),
        (f"smsc://:{SECRET}@smsc.ru", "нужно login:password@"),
        (f"smsru://{SECRET}", "нужно API_ID@"),
        (f"smsru://id:{SECRET}@", "без пароля"),
        (f"smsc://a:{SECRET}@host:port", "порт — число"),
        (f"smsc://a:{SECRET}@host:70000", "порт — число"),
        (f"smsc://a:{SECRET}@host:0", "порт — число"),
        (f"smsc://a:{SECRET}@[host", "это не адрес"),
        (f"smsc://a:{SECRET}@ho℀st", "это не адрес"),
        (f"smsc://a:b@host/{SECRET}", "после сервера допустимы"),
        (f"smsc://a:b@host#{SECRET}", "после сервера допустимы"),
        (f"smsc://a:b@host?tls={SECRET}", "tls бывает on или off"),
        (f"smsc://a:b@host?{SECRET}=1", "параметры sender и tls"),
        ("smsc://a:b@host?tls=off&tls=on", "каждый один раз"),
        (f"smsc://a:b@host?{SECRET}", "пишутся так"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_and_never_shown(value: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)) as caught:
        parse_sms_url(value)
    assert "\n" not in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
