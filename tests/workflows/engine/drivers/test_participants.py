"""Participants that are slow, crash, or are people."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, step
from tests.workflows.engine.worlds import simulate
from workflows.definition.model import Definition, OrchestrationModel
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
