"""Numbers for the operator's alarms: what /metrics shows of the machinery."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge

from bot.use_cases.ports.jobs import JobKind, JobState

UPDATES = ("done", "retried", "dead", "duplicate")
REPLIES = ("sent", "refused", "skipped", "unreachable")
JOBS = ("done", "uncertain", "dead", "again", "handed_on")
QUEUE_DEPTH = "bot_queue_depth"
OPEN = (JobState.WAITING, JobState.DOING, JobState.DEAD)


@dataclass(frozen=True, slots=True)
class Meters:
    """Counters of one process since its start; every series begins at zero.

    Attributes:
        updates: by outcome; a retried one ends as done or dead as well.
        replies: by result; a skipped one failed too often for a reason of its own.
        jobs: attempts by kind and outcome; an event is handed on to its conversation.
        sms: hand-overs by gateway and outcome: accepted, uncertain, or the kind of the refusal.
    """

    registry: CollectorRegistry
    updates: Counter
    replies: Counter
    jobs: Counter
    sms: Counter
    stored_jobs: Gauge

    @classmethod
    def on(cls, registry: CollectorRegistry) -> "Meters":
        """Make them in a registry of one's own."""
        meters = cls(
            registry,
            Counter("bot_updates", "Updates by outcome", ["outcome"], registry=registry),
            Counter("bot_replies", "Replies by result", ["result"], registry=registry),
            Counter(
                "bot_jobs", "Jobs by kind and outcome", ["kind", "outcome"], registry=registry
            ),
            Counter(
                "bot_sms", "SMS by gateway and outcome", ["gateway", "outcome"], registry=registry
            ),
            Gauge("bot_jobs_stored", "Jobs in the database", ["state"], registry=registry),
        )
        meters._begin_at_zero()
        return meters

    def count_update(self, update_id: int | None, outcome: str) -> None:
        """Count an update; an event, which has no number of Telegram's, counts as a job."""
        if update_id is not None:
            self.updates.labels(outcome).inc()

    def count_sms(self, gateway: str, outcome: str) -> None:
        self.sms.labels(gateway, outcome).inc()

    def watch_queue(self, waiting: Callable[[], float]) -> None:
        """Show how many updates and events wait for those before them."""
        depth = Gauge(
            QUEUE_DEPTH, "Updates and events that wait in memory", registry=self.registry
        )
        depth.set_function(waiting)

    def show_stored(self, by_state: Mapping[str, int]) -> None:
        """Show how many jobs stand where; all processes of a database show the same."""
        for state in OPEN:
            self.stored_jobs.labels(state).set(by_state.get(state, 0))

    def _begin_at_zero(self) -> None:
        _touch(self.updates, ((outcome,) for outcome in UPDATES))
        _touch(self.replies, ((result,) for result in REPLIES))
        _touch(self.jobs, ((kind, outcome) for kind in JobKind for outcome in JOBS))


def _touch(counter: Counter, series: Iterable[tuple[str, ...]]) -> None:
    for labels in series:
        counter.labels(*labels)
