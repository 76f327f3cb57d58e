"""Guards that an update's writes, its conversation and its replies are committed as one."""

import pytest

from bot.replies import Kind, NumberedReply, Reply
from bot.use_cases.ports.jobs import JobKind, NewJob
from storage.conversations import LEASE, WIPED_AT_MOST, Conversation, Conversations
from storage.engine import Database, sqlite_file
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.sent import Prompt, Sent
from storage.unit_of_work import Conflict, UnitOfWork
from tests.conftest import FakeClock

CHAT = 4_000_000_000
HELLO = Reply(Kind.NOTE, {"text": "Здравствуйте"})
ASK = Reply(Kind.PROMPT, {"text": "Номер?"}, replaces=5, personal=True)


@pytest.fixture
def conversations(database: Database, keys: Keyring, clock: FakeClock) -> Conversations:
    return Conversations(database, keys, clock, owner="one")


@pytest.fixture
def units(database: Database, conversations: Conversations) -> UnitOfWork:
    return UnitOfWork(database, conversations)


async def test_a_stranger_has_an_empty_conversation(conversations: Conversations) -> None:
    assert await conversations.load(CHAT) == Conversation(CHAT)


async def test_what_was_flushed_is_read_again(
    units: UnitOfWork, conversations: Conversations, clock: FakeClock
) -> None:
    work = await units.begin(CHAT)
    work.step, work.draft = "phone", '{"surname": "Иванова"}'
    await units.flush(work, [HELLO, ASK], update_id=11)
    assert await conversations.load(CHAT) == Conversation(
        CHAT,
        step="phone",
        draft='{"surname": "Иванова"}',
        update_ids=(11,),
        unsent=(NumberedReply(1, HELLO), NumberedReply(2, ASK)),
        last_reply=2,
        updated_at=clock.now,
        version=1,
        owner="one",
        lease_until=clock.now + LEASE,
    )


async def test_of_two_that_read_the_same_state_one_must_run_again(units: UnitOfWork) -> None:
    await units.flush(await units.begin(CHAT), update_id=1)
    first, second = await units.begin(CHAT), await units.begin(CHAT)
    await units.flush(first, update_id=2)
    with pytest.raises(Conflict):
        await units.flush(second, update_id=3)


async def test_of_two_that_open_the_same_conversation_one_must_run_again(
    units: UnitOfWork,
) -> None:
    first, second = await units.begin(CHAT), await units.begin(CHAT)
    await units.flush(first, update_id=2)
    with pytest.raises(Conflict):
        await units.flush(second, update_id=3)


async def test_a_conflict_takes_the_recorded_writes_back(
    units: UnitOfWork, keys: Keyring, clock: FakeClock
) -> None:
    jobs = Jobs(units.database, keys, clock, owner="one")
    first, second = await units.begin(CHAT), await units.begin(CHAT)
    await units.flush(first, update_id=2)
    second.record(jobs.add(NewJob(JobKind.SMS, "sms:1", "{}")))
    with pytest.raises(Conflict):
        await units.flush(second, update_id=3)
    assert await jobs.take(10) == []


async def test_only_the_newest_update_ids_are_kept(
    units: UnitOfWork, conversations: Conversations
) -> None:
    for update_id in range(200):
        await units.flush(await units.begin(CHAT), update_id=update_id)
    ids = (await conversations.load(CHAT)).update_ids
    assert (ids[0], ids[-1]) == (72, 199)


async def test_a_noted_reply_is_not_unsent_any_more(
    units: UnitOfWork, conversations: Conversations
) -> None:
    await units.flush(await units.begin(CHAT), [HELLO, ASK], update_id=1)
    await conversations.note([Sent(CHAT, 1)])
    assert [one.number for one in (await conversations.load(CHAT)).unsent] == [2]
    await conversations.note([Sent(CHAT, 2, prompt=Prompt(77, is_text=False), personal=(77,))])
    conversation = await conversations.load(CHAT)
    assert (conversation.unsent, conversation.prompt) == ((), Prompt(77, is_text=False))


async def test_a_reply_sent_but_not_yet_noted_is_not_promised_again(
    units: UnitOfWork, conversations: Conversations
) -> None:
    await units.flush(await units.begin(CHAT), [HELLO], update_id=1)
    work = await units.begin(CHAT)
    await units.flush(work, [ASK], update_id=2, sent=1)
    assert [one.number for one in (await conversations.load(CHAT)).unsent] == [2]


async def test_numbers_go_on_when_nothing_is_unsent(
    units: UnitOfWork, conversations: Conversations
) -> None:
    await units.flush(await units.begin(CHAT), [HELLO], update_id=1)
    await conversations.note([Sent(CHAT, 1)])
    await units.flush(await units.begin(CHAT), update_id=2, sent=1)
    [reply] = await units.flush(await units.begin(CHAT), [HELLO], update_id=3, sent=1)
    assert reply.number == 2


async def test_personal_messages_are_known_until_they_are_wiped(
    units: UnitOfWork, conversations: Conversations, clock: FakeClock
) -> None:
    work = await units.begin(CHAT)
    work.record(conversations.remember(CHAT, 50), conversations.remember(CHAT, 50))
    await units.flush(work, [ASK], update_id=1)
    await conversations.note([Sent(CHAT, 1, personal=(51,))])
    assert set(await conversations.personal_messages(CHAT, clock.now)) == {50, 51}
    await conversations.note([Sent(CHAT, 2, wiped=(50, 51))])
    assert await conversations.personal_messages(CHAT, clock.now) == ()


async def test_whoever_sends_thousands_of_messages_has_the_newest_wiped(
    conversations: Conversations, clock: FakeClock
) -> None:
    many = tuple(range(1, 40_001))
    sent = [Sent(CHAT, 1, personal=many[: WIPED_AT_MOST + 1])]
    await conversations.note(sent)
    newest = await conversations.personal_messages(CHAT, clock.now)
    assert newest == tuple(reversed(many[1 : WIPED_AT_MOST + 1]))
    await conversations.note([Sent(CHAT, 2, wiped=many)])
    assert await conversations.personal_messages(CHAT, clock.now) == ()


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_draft_and_replies_lie_encrypted_in_the_file(
    units: UnitOfWork, sqlite_url: str
) -> None:
    work = await units.begin(CHAT)
    work.draft = "CANARY-DRAFT"
    await units.flush(work, [Reply(Kind.NOTE, {"text": "CANARY-REPLY"})], update_id=1)
    path = sqlite_file(sqlite_url)
    everything = b"".join(part.read_bytes() for part in path.parent.glob("bot.db*"))
    assert b"conversations" in everything
    assert b"CANARY" not in everything


async def test_what_was_left_unsent_is_given_back_before_what_is_new(units: UnitOfWork) -> None:
    await units.flush(await units.begin(CHAT), [HELLO], update_id=1)
    replies = await units.flush(await units.begin(CHAT), [ASK], update_id=2)
    assert replies == (NumberedReply(1, HELLO), NumberedReply(2, ASK))


async def test_what_is_noted_late_takes_nothing_back(
    units: UnitOfWork, conversations: Conversations
) -> None:
    await units.flush(await units.begin(CHAT), [HELLO, ASK], update_id=1)
    await conversations.note([Sent(CHAT, 2, prompt=Prompt(9, is_text=True))])
    await conversations.note([Sent(CHAT, 1, prompt=Prompt(8, is_text=True))])
    conversation = await conversations.load(CHAT)
    assert (conversation.unsent, conversation.prompt) == ((), Prompt(9, is_text=True))
