"""Crashes of the orchestrator, at every point of a decision."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, order, step
from tests.workflows.engine.worlds import simulate, try_out
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind

TWO_STEPS = chain(step("a", effect=True, idempotent=False), step("b", effect=True))


def crash(point: CrashPoint | None = None, nth: int | None = 2) -> Fault:
    return Fault(kind=FaultKind.ORCHESTRATOR_CRASH, nth=nth, point=point)


@pytest.mark.parametrize("point", CrashPoint)
@pytest.mark.parametrize("write", range(1, 8))
def test_a_crash_at_any_point_of_any_write_changes_no_verdict(
    point: CrashPoint, write: int
) -> None:
    calm = [case.verdict for case in try_out(order(), cases=30).cases]

    crashed = try_out(order(), cases=30, faults=[crash(point, write)])

    assert [case.verdict for case in crashed.cases] == calm
    assert crashed.tally.injected["orchestrator-crash"] > 0 or write > 3


def test_commands_that_went_out_before_the_crash_go_out_again() -> None:
    once = [crash(CrashPoint.AFTER_SEND, 1)]

    tally = simulate(TWO_STEPS, faults=once, cases=10)

    assert tally.verdicts == {CaseVerdict.INCONSISTENT: 10}


@pytest.mark.parametrize("point", [p for p in CrashPoint if p is not CrashPoint.AFTER_SEND])
def test_commands_that_did_not_go_out_are_sent_once(point: CrashPoint) -> None:
    tally = simulate(TWO_STEPS, faults=[crash(point, 1)], cases=10)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 10}


def test_a_standby_takes_over_sooner_than_the_crashed_one_comes_back() -> None:
    alone, stood_by = (
        simulate(TWO_STEPS, faults=[crash(CrashPoint.AFTER_WRITE)], cases=1, standby=standby)
        for standby in (None, 3.0)
    )

    assert alone.recovery_us - stood_by.recovery_us == 27_000_000


def test_other_cases_wait_until_the_orchestrator_is_back() -> None:
    first = Fault(kind=FaultKind.ORCHESTRATOR_CRASH, nth=1, case=0, duration=300.0)

    tally = simulate(TWO_STEPS, faults=[first], cases=20)

    assert sum(count for ms, count in tally.latency_ms.items() if ms > 200_000) > 10


def test_no_write_is_counted_that_was_not_made() -> None:
    calm = simulate(TWO_STEPS, cases=10).durable_writes

    tally = simulate(TWO_STEPS, cases=10, faults=[crash(CrashPoint.BEFORE_WRITE)])

    assert tally.durable_writes == calm
