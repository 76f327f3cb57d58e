"""Guards that everything about one person can be found, and goes, and nothing of anybody else."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.limits import Limits
from bot.upkeep.retention import KEPT_CONSENTS, horizon
from bot.use_cases.ports.audit import Act
from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.jobs import JobKind, NewJob
from bot.use_cases.ports.phone_requests import RequestState
from storage.engine import Database
from storage.housekeeping import Housekeeping
from storage.hr import StoredHrPeople
from storage.invitations import StoredAttributions
from storage.keys import Keyring
from storage.phone_requests import StoredPhoneRequests
from storage.tables import audit, conversations, phone_requests, sms, withdrawn_consents
from storage.unit_of_work import Conflict, execute
from tests.conftest import FakeClock
from tests.storage.stored_accounts import VERA, with_registry
from tests.storage.traces import CHAT, COMPANY, OTHER_CHAT, Traces
from tests.use_cases.account_world import (
    ANNA,
    BORIS,
    EMAIL,
    PERSONAL,
    PHONE,
)


@pytest.fixture
async def traces(database: Database, keys: Keyring, clock: FakeClock) -> Traces:
    await with_registry(database)
    return Traces(database, keys, clock)


async def test_nothing_of_a_person_stays_and_everything_of_another(traces: Traces) -> None:
    await traces.of(OTHER_CHAT, BORIS)
    before = await traces.counts()
    await traces.of(CHAT, ANNA, VERA)
    full = await traces.counts()
    both = {name for name, rows in full.items() if rows > before[name]}
    assert both >= {"accounts", "account_claims", "activations", "attributions", "captchas"}
    assert both >= {"consents", "jobs", "pending_passwords", "phone_requests", "pins"}
    await traces.forget(CHAT)
    left = {"conversations.chat_id", "personal_messages.chat_id"}
    assert await traces.naming(CHAT) == left
    after = await traces.counts()
    kept = {"sms", "audit", "conversations", "personal_messages", "withdrawn_consents", "jobs"}
    grown = {name for name, rows in after.items() if rows != before[name]}
    assert grown - kept - {"charges", "tallies"} == set()
    await traces.a_day_later()
    assert await traces.naming(CHAT) == {"conversations.chat_id"}


async def test_what_became_of_an_sms_no_longer_leads_to_the_person(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    [sent] = await traces.rows(sms)
    assert (sent.challenge_id, sent.provider_id, sent.cost_kopecks) == (None, None, 300)


async def test_the_audit_keeps_the_acts_and_forgets_whom_they_concerned(traces: Traces) -> None:
    await traces.of(CHAT, ANNA, VERA)
    await traces.of(OTHER_CHAT, BORIS)
    await traces.forget(CHAT)
    noted = await traces.rows(audit)
    assert len(noted) == 5
    assert sum(one.subject_digest is None for one in noted) == 3


async def test_a_proof_of_the_consent_stays_without_the_person(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    proofs = await traces.rows(withdrawn_consents)
    assert {one.kind for one in proofs} == {"personal_data", "access_rules"}
    digest = traces.keys.digest("withdrawn consent", str(CHAT))
    assert {one.subject_digest for one in proofs} == {digest}
    assert {one.withdrawn_at for one in proofs} == {traces.clock() + timedelta(milliseconds=1)}
    assert not await traces.world.consents.is_given(CHAT, PERSONAL.kind, PERSONAL.text.version)


async def test_a_role_goes_and_what_was_done_in_it_stays_on_record(traces: Traces) -> None:
    people = StoredHrPeople(traces.database, traces.clock)
    await execute(traces.database, people.appoint(CHAT, COMPANY))
    assert (await traces.data.held(CHAT)).acts_for == [COMPANY]
    await traces.forget(CHAT)
    assert await people.find(CHAT) is None
    [last] = await traces.audit.last(1)
    assert (last.actor, last.act, last.policyholder) == (CHAT, Act.HR_REVOKED, COMPANY)


async def test_a_confirmation_goes_with_the_role_of_whoever_gave_it(traces: Traces) -> None:
    await traces.of(OTHER_CHAT, BORIS)
    people = StoredHrPeople(traces.database, traces.clock)
    requests = StoredPhoneRequests(traces.database, traces.keys, traces.clock)
    [asked] = await requests.about([BORIS])
    until = traces.clock() + timedelta(days=14)
    await execute(
        traces.database,
        [*people.appoint(CHAT, COMPANY), requests.confirm(asked.id, CHAT, until)],
    )
    await traces.forget(CHAT)
    [now] = await traces.rows(phone_requests)
    assert now.state == RequestState.REFUSED


async def test_the_cabinet_hears_of_every_account_but_not_of_the_person(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    account = await traces.world.accounts.of_chat(CHAT)
    assert account is not None
    await traces.forget(CHAT)
    assert await traces.jobs.take(9, [JobKind.CABINET]) == []
    traces.clock.passes(minutes=1)
    [job] = await traces.jobs.take(9, [JobKind.CABINET])
    assert account.id in job.payload
    assert '"erase"' in job.payload
    assert job.person is None


async def test_everything_that_is_held_is_found(traces: Traces) -> None:
    await traces.of(CHAT, ANNA, VERA)
    held = await traces.data.held(CHAT)
    [account] = held.accounts
    assert (account.email, account.phone, account.people) == (f"{CHAT}{EMAIL}", PHONE, 2)
    assert sorted(held.insured_ids) == [ANNA, VERA]
    assert (held.employer, held.invited, held.messages) == (COMPANY, True, 1)
    assert [one.state for one in held.requests] == [RequestState.OPEN]
    assert len(held.consents) == 2
    assert await traces.data.held(OTHER_CHAT) == type(held)([], [], [], [], 0, None, acts_for=[])


async def test_whoever_comes_back_keeps_what_is_new(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    traces.clock.passes(hours=1)
    await traces.world.registers(CHAT, ANNA)
    await traces.a_day_later()
    assert await traces.world.has_pending(CHAT)
    [conversation] = await traces.rows(conversations)
    assert conversation.draft_sealed is not None


async def test_somebody_who_returns_while_it_is_looked_at_loses_nothing(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    about_to_be_written = await traces.looked_at_a_day_later()
    await traces.says_something(CHAT)
    with pytest.raises(Conflict):
        await execute(traces.database, about_to_be_written)
    [conversation] = await traces.rows(conversations)
    assert (conversation.step, conversation.update_ids) == ("policy_kind", [7])


async def test_what_comes_back_late_is_erased_a_day_later(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    late = NewJob(JobKind.EVENT, f"late:{CHAT}", "{}", CHAT)
    await execute(traces.database, [traces.jobs.add(late)])
    assert await traces.data.remaining(CHAT, traces.clock()) == ()
    await traces.a_day_later()
    assert await traces.naming(CHAT) == {"conversations.chat_id"}
    [conversation] = await traces.rows(conversations)
    assert (conversation.step, conversation.draft_sealed, conversation.update_ids) == (
        None,
        None,
        [],
    )


async def test_what_should_be_gone_and_is_not_raises_an_alarm(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    earlier = StoredAttributions(traces.database, lambda: traces.clock() - timedelta(hours=1))
    came_by = Attribution(COMPANY, "link")
    await execute(traces.database, [*earlier.attribute(CHAT, came_by)])
    with capture_logs() as logs:
        await traces.a_day_later()
    [alarm] = logs
    assert (alarm["log_level"], alarm["tables"]) == ("critical", ("attributions",))
    assert str(CHAT) not in str(alarm)
    assert await traces.naming(CHAT) == {"conversations.chat_id"}


async def test_a_proof_goes_after_its_three_years(traces: Traces) -> None:
    await traces.of(CHAT, ANNA)
    await traces.forget(CHAT)
    keeper = Housekeeping(traces.database)
    await keeper.prune(horizon(traces.clock() + KEPT_CONSENTS, Limits()))
    assert len(await traces.rows(withdrawn_consents)) == 2
    await keeper.prune(horizon(traces.clock() + KEPT_CONSENTS + timedelta(days=1), Limits()))
    assert await traces.rows(withdrawn_consents) == []
