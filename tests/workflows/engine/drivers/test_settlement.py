"""How long cases stand still before anybody notices, and what is kept of those that go wrong."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, step
from tests.workflows.engine.worlds import simulate, try_out
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.samples import SAMPLES

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
LOST = [Fault(kind=FaultKind.MESSAGE_LOST)]
TWO_STEPS = chain(step("a", effect=True), step("b", effect=True))


def test_a_watchdog_notices_a_silent_case_at_its_next_look() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=LOST, cases=10, outbox=False, watchdog=30.0)

    assert tally.verdicts == {CaseVerdict.STUCK: 10}
    assert tally.detected == 10
    assert 0 < tally.silent <= 10 * 30_000_000


def test_without_watchdog_and_sla_nobody_notices() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=LOST, cases=10, outbox=False)

    assert tally.detected == 0
    assert tally.silent > 0


def test_only_the_first_few_bad_cases_are_kept() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=LOST, cases=50, outbox=False)

    assert [sample.case for sample in tally.samples] == list(range(SAMPLES))


def test_a_followed_case_has_every_event_told() -> None:
    trial = try_out(TWO_STEPS, cases=3, follow=1)

    told = [note.partition(": ")[2] for note in trial.cases[1].notes]
    assert told == [
        "the orchestrator starts the case",
        "a gets to do 'a', attempt 1",
        "the orchestrator hears that attempt 1 at 'a' succeeded",
        "b gets to do 'b', attempt 1",
        "the orchestrator hears that attempt 1 at 'b' succeeded",
    ]
    assert trial.cases[0].notes == ()


def test_each_case_has_its_verdict_and_latency() -> None:
    tally = simulate(TWO_STEPS, cases=20)

    assert len(tally.ended) == 20
    assert all(verdict == 0 and latency > 0 for verdict, latency in tally.ended)
