"""What each fault does to each model, and what it costs."""

from __future__ import annotations

from typing import Any

from tests.workflows.engine.maps import chain, order, step
from tests.workflows.engine.worlds import simulate
from workflows.definition.model import Definition, Duration, OnFailure, OrchestrationModel, Side
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.tally import Tally

CENTRALIZED = OrchestrationModel.CENTRALIZED
CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
HYBRID = OrchestrationModel.HYBRID

TWO_STEPS = chain(step("a", effect=True), step("b", effect=True))
RISKY = chain(
    step("a", effect=True, idempotent=False), step("b", effect=True, idempotent=False), sla=60.0
)


def fingerprint(tally: Tally) -> tuple[object, ...]:
    return (tally.verdicts, tally.latency_ms, tally.sent, tally.durable_writes, tally.samples)


# Messages and durable writes


def test_centralized_needs_a_command_and_a_reply_per_step() -> None:
    assert simulate(TWO_STEPS, CENTRALIZED, cases=100).sent == 400


def test_centralized_writes_at_the_start_and_at_each_reply() -> None:
    assert simulate(TWO_STEPS, CENTRALIZED, cases=100).durable_writes == 300


def test_choreography_needs_one_event_between_two_participants() -> None:
    assert simulate(TWO_STEPS, CHOREOGRAPHY, cases=100).sent == 100


def test_choreography_writes_one_outbox_row_and_one_inbox_row_per_event() -> None:
    assert simulate(TWO_STEPS, CHOREOGRAPHY, cases=100).durable_writes == 200


def test_choreography_without_outbox_and_inbox_writes_nothing() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, cases=100, outbox=False, inbox=False)

    assert tally.durable_writes == 0


def test_hybrid_commands_one_step_and_hands_over_the_other() -> None:
    tally = simulate(TWO_STEPS, HYBRID, cases=100, boundary={"b": Side.EVENT_DRIVEN})

    assert tally.sent == 300


# Lost messages


def test_a_lost_command_is_found_by_the_timeout_of_the_step() -> None:
    tally = simulate(TWO_STEPS, CENTRALIZED, faults={FaultKind.MESSAGE_LOST: 0.05})

    assert tally.lost > 0
    assert tally.retries > 0
    assert tally.verdicts == {CaseVerdict.COMPLETED: 200}


def test_a_lost_reply_makes_a_step_without_idempotency_happen_twice() -> None:
    tally = simulate(RISKY, CENTRALIZED, faults={FaultKind.MESSAGE_LOST: 0.05})

    assert tally.verdicts[CaseVerdict.INCONSISTENT] > 0
    assert "happened twice" in tally.samples[0].what


def test_a_lost_event_without_outbox_leaves_the_case_silent() -> None:
    tally = simulate(RISKY, CHOREOGRAPHY, faults={FaultKind.MESSAGE_LOST: 0.05}, outbox=False)

    assert tally.verdicts[CaseVerdict.STUCK] == tally.lost > 0


def test_a_silent_case_stands_still_until_its_sla_runs_out() -> None:
    tally = simulate(
        RISKY, CHOREOGRAPHY, faults={FaultKind.MESSAGE_LOST: 1.0}, outbox=False, cases=1
    )

    assert 59_000_000 < tally.silent < 60_000_000


def test_an_outbox_sends_a_lost_event_again() -> None:
    tally = simulate(RISKY, CHOREOGRAPHY, faults={FaultKind.MESSAGE_LOST: 0.05})

    assert tally.lost > 0
    assert tally.verdicts == {CaseVerdict.COMPLETED: 200}


def test_an_outbox_gives_up_into_the_dead_letter_queue() -> None:
    tally = simulate(RISKY, CHOREOGRAPHY, faults={FaultKind.MESSAGE_LOST: 1.0}, cases=10)

    assert tally.verdicts == {CaseVerdict.DEAD_LETTERED: 10}
    assert tally.dead_lettered == 10


def test_a_lost_command_without_timeout_leaves_the_case_silent() -> None:
    tally = simulate(chain(step("a", timeout=None)), faults={FaultKind.MESSAGE_LOST: 1.0}, cases=10)

    assert tally.verdicts == {CaseVerdict.STUCK: 10}


# Duplicates


def test_an_inbox_holds_a_duplicate_back() -> None:
    tally = simulate(RISKY, CHOREOGRAPHY, faults={FaultKind.MESSAGE_DUPLICATED: 0.2})

    assert tally.verdicts == {CaseVerdict.COMPLETED: 200}


def test_without_inbox_each_duplicate_is_a_double_effect() -> None:
    faults = {FaultKind.MESSAGE_DUPLICATED: 0.2}
    tally = simulate(RISKY, CHOREOGRAPHY, faults=faults, inbox=False)

    doubled = tally.injected[FaultKind.MESSAGE_DUPLICATED.value]
    assert tally.verdicts[CaseVerdict.INCONSISTENT] == doubled > 0


def test_without_inbox_idempotency_alone_keeps_the_effect_single() -> None:
    faults = {FaultKind.MESSAGE_DUPLICATED: 0.2}
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=faults, inbox=False)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 200}


def test_a_duplicate_is_passed_on_by_everyone_without_inbox() -> None:
    three = chain(*(step(name, effect=True, idempotent=False) for name in "abc"))
    faults = {FaultKind.MESSAGE_DUPLICATED: 1.0}

    once = simulate(three, CHOREOGRAPHY, cases=1, faults=faults, inbox=False)

    # One event to b and its copy; b, working twice, sends two to c, and each is doubled.
    assert once.sent == 6


def test_a_duplicated_command_doubles_the_effect_of_a_step_without_idempotency() -> None:
    tally = simulate(RISKY, CENTRALIZED, faults={FaultKind.MESSAGE_DUPLICATED: 0.2})

    assert tally.verdicts[CaseVerdict.INCONSISTENT] > 0


# Crashes


def test_a_crashed_orchestrator_finishes_its_cases_after_the_restart() -> None:
    faults = {FaultKind.ORCHESTRATOR_CRASH: 0.02}
    tally = simulate(TWO_STEPS, CENTRALIZED, faults=faults)

    assert tally.injected[FaultKind.ORCHESTRATOR_CRASH.value] > 0
    assert tally.verdicts == {CaseVerdict.COMPLETED: 200}
    assert max(tally.latency_ms) > 30_000


def test_a_crash_after_sending_doubles_steps_without_idempotency() -> None:
    tally = simulate(RISKY, CENTRALIZED, faults={FaultKind.ORCHESTRATOR_CRASH: 0.1})

    assert tally.verdicts[CaseVerdict.INCONSISTENT] > 0


def test_choreography_has_no_orchestrator_to_crash() -> None:
    faults = {FaultKind.ORCHESTRATOR_CRASH: 1.0}

    disturbed = simulate(order(), CHOREOGRAPHY, faults=faults)

    assert fingerprint(disturbed) == fingerprint(simulate(order(), CHOREOGRAPHY))


# People


def ask(**needs: Any) -> Definition:
    return chain(step("ask", participant="person", **needs))


def test_a_silent_person_without_deadline_keeps_the_case_waiting() -> None:
    tally = simulate(ask(), faults={FaultKind.HUMAN_SILENT: 1.0}, cases=10)

    assert tally.verdicts == {CaseVerdict.WAITING: 10}


def test_a_silent_person_is_followed_by_the_escalation() -> None:
    escalated = ask(deadline=60.0, escalation="boss")
    tally = simulate(escalated, faults={FaultKind.HUMAN_SILENT: 0.3})

    silent = tally.injected[FaultKind.HUMAN_SILENT.value]
    assert tally.retries > 0
    assert tally.verdicts[CaseVerdict.DEAD_LETTERED] == silent - tally.retries


def test_a_missed_deadline_without_escalation_follows_the_failure_rule() -> None:
    lost = ask(deadline=60.0, on_failure=OnFailure.COMPENSATE)
    tally = simulate(lost, faults={FaultKind.HUMAN_SILENT: 1.0}, cases=10)

    assert tally.verdicts == {CaseVerdict.COMPENSATED: 10}


def test_an_answer_after_the_deadline_is_rejected() -> None:
    slow = ask(deadline=60.0, effect=True, duration=Duration(mean=120.0, p95=120.0))
    tally = simulate(slow, cases=10)

    assert tally.verdicts == {CaseVerdict.DEAD_LETTERED: 10}


# Errors and time


def test_a_step_that_answers_500_is_tried_again() -> None:
    tally = simulate(TWO_STEPS, faults={FaultKind.STEP_ERROR: 0.1})

    assert tally.retries == tally.injected[FaultKind.STEP_ERROR.value] > 0


def test_a_failed_order_is_compensated_under_every_model() -> None:
    shares = {simulate(order(), m).verdicts[CaseVerdict.COMPENSATED] for m in OrchestrationModel}

    assert len(shares) == 1
    assert shares.pop() > 0


def test_a_step_that_works_longer_than_its_timeout_has_an_unknown_outcome() -> None:
    slow = step("a", effect=True, idempotent=False, duration=Duration(mean=9.0, p95=9.0))

    for model in (CENTRALIZED, CHOREOGRAPHY):
        tally = simulate(chain(slow), model, cases=10, cases_per_hour=60.0)
        assert tally.verdicts == {CaseVerdict.INCONSISTENT: 10}


def test_waiting_for_a_busy_participant_is_no_timeout() -> None:
    busy = chain(step("a", duration=Duration(mean=1.0, p95=1.0), timeout=2.0))

    for model in (CENTRALIZED, CHOREOGRAPHY):
        tally = simulate(busy, model, cases_per_hour=3_600_000.0)
        assert max(tally.latency_ms) > 5_000
        assert tally.verdicts == {CaseVerdict.COMPLETED: 200}


def test_too_few_servers_make_cases_queue() -> None:
    busy = chain(step("a", duration=Duration(mean=0.1, p95=0.2), timeout=None))

    quiet, crowded = (simulate(busy, cases_per_hour=rate) for rate in (60.0, 3_600_000.0))

    assert max(crowded.latency_ms) > 2 * max(quiet.latency_ms)


# The same luck for everyone


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    assert fingerprint(simulate(order())) == fingerprint(simulate(order()))
    assert fingerprint(simulate(order())) != fingerprint(simulate(order(), seed=8))
