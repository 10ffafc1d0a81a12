"""Participants that are slow, crash, or are people."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, step
from tests.workflows.engine.worlds import simulate, try_out
from workflows.definition.model import Definition, Duration, OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import Fault, FaultKind

CENTRALIZED = OrchestrationModel.CENTRALIZED
CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
CRASH = Fault(kind=FaultKind.PARTICIPANT_CRASH, step="a", duration=60.0)


def two_steps(*, idempotent: bool) -> Definition:
    return chain(
        step("a", effect=True, idempotent=idempotent),
        step("b", effect=True, idempotent=idempotent),
    )


def test_a_crash_before_the_answer_has_the_command_done_again() -> None:
    tally = simulate(two_steps(idempotent=False), faults=[CRASH], cases=10)

    assert tally.verdicts == {CaseVerdict.INCONSISTENT: 10}


def test_an_idempotency_key_survives_the_crash_of_its_participant() -> None:
    tally = simulate(two_steps(idempotent=True), faults=[CRASH], cases=10)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 10}


def test_with_outbox_and_inbox_a_crashed_participant_tells_its_event_after_the_restart() -> None:
    tally = simulate(two_steps(idempotent=False), CHOREOGRAPHY, faults=[CRASH], cases=10)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 10}
    assert min(tally.latency_ms) > 60_000


def test_an_inbox_without_outbox_forgets_to_tell() -> None:
    tally = simulate(
        two_steps(idempotent=False), CHOREOGRAPHY, faults=[CRASH], cases=10, outbox=False
    )

    assert tally.verdicts == {CaseVerdict.STUCK: 10}


def test_without_either_a_crashed_participant_does_its_work_twice() -> None:
    tally = simulate(
        two_steps(idempotent=False),
        CHOREOGRAPHY,
        faults=[CRASH],
        cases=10,
        outbox=False,
        inbox=False,
    )

    assert tally.verdicts == {CaseVerdict.INCONSISTENT: 10}


def test_a_slow_step_takes_so_many_times_as_long() -> None:
    calm = simulate(two_steps(idempotent=True), cases=50)
    slow = [Fault(kind=FaultKind.STEP_SLOW, factor=3.0)]

    slowed = simulate(two_steps(idempotent=True), cases=50, faults=slow)

    assert abs(slowed.time["working"] - 3 * calm.time["working"]) <= 100


def test_an_unknown_outcome_is_done_and_done_again() -> None:
    unknown = [Fault(kind=FaultKind.OUTCOME_UNKNOWN, step="a", nth=1)]

    tally = simulate(two_steps(idempotent=False), faults=unknown, cases=10)

    assert tally.verdicts == {CaseVerdict.INCONSISTENT: 10}
    assert tally.retries == 10


def test_a_person_who_answers_twice_is_told_that_once_was_enough() -> None:
    asked = chain(step("ask", participant="person", effect=True, idempotent=False))
    twice = [Fault(kind=FaultKind.HUMAN_ANSWERS_TWICE)]

    tally = simulate(asked, faults=twice, cases=10)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 10}
    assert tally.rejected == 10


def test_a_late_answer_is_rejected_and_said_to_be() -> None:
    asked = chain(step("ask", participant="person", deadline=60.0))

    tally = simulate(asked, faults=[Fault(kind=FaultKind.HUMAN_LATE)], cases=10)

    assert tally.rejected == 10
    assert tally.verdicts == {CaseVerdict.DEAD_LETTERED: 10}


def test_events_of_one_case_are_read_by_one_consumer_after_another() -> None:
    busy = chain(step("a"), step("b", participant="a"))

    events, commands = (
        simulate(busy, model, cases=200, cases_per_hour=3_600_000.0)
        for model in (CHOREOGRAPHY, CENTRALIZED)
    )

    assert events.time["queueing"] != commands.time["queueing"]


def test_the_heartbeats_of_a_long_step_stop_before_its_timeout_runs_out() -> None:
    hour = Duration(mean=3_600.0, p95=3_600.0)
    long_step = chain(step("a", effect=True, duration=hour, timeout=36_000.0))
    crash = Fault(kind=FaultKind.PARTICIPANT_CRASH, duration=7_200.0)

    (case,) = try_out(long_step, faults=[crash], cases=1).cases

    crashed, tried_again = (float(note.split(" s:")[0]) for note in case.notes[:2])
    assert "attempt 2" in case.notes[1]
    assert 10.0 < tried_again - crashed < 12.0
