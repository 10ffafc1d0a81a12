"""Crashes at every durable write of a case, and how it ends after each."""

from __future__ import annotations

from tests.workflows.engine.maps import order
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.sandbox.crash_sweep import CrashSweep, crash_sweep, notable_cases, sweep_case
from workflows.sandbox.scenario import Scenario
from workflows.sandbox.worlds import Rested, rest_of

WRITES = {"orchestrator": 4, "bank": 2, "shop": 0}
FRAGILE = (CrashPoint.AFTER_SEND, 3)


def fragile(crash: Fault | None) -> Rested:
    """A case that is lost only if the orchestrator crashes after sending at its third write."""
    who = (crash.participant or "orchestrator") if crash else ""
    struck = crash is not None and (crash.nth or 0) <= WRITES[who]
    lost = struck and crash is not None and (crash.point, crash.nth) == FRAGILE
    return Rested(
        case=17,
        verdict=CaseVerdict.INCONSISTENT if lost else CaseVerdict.COMPLETED,
        latency=None if lost else 1.0,
        what="'Charge' happened twice" if lost else "",
        because=(),
        struck={crash.kind.value: 1} if struck and crash is not None else {},
    )


def swept() -> CrashSweep:
    return sweep_case(
        fragile, model=OrchestrationModel.HYBRID, case=17, participants=("bank", "shop")
    )


def test_there_is_a_crash_at_every_write_of_everybody() -> None:
    strips = {(strip.who, strip.point): len(strip.marks) for strip in swept().strips}

    assert strips == {("orchestrator", point): 4 for point in CrashPoint} | {("bank", None): 2}
    assert swept().crashes == 18


def test_only_the_case_itself_is_crashed() -> None:
    seen: list[Fault] = []

    def watched(crash: Fault | None) -> Rested:
        seen.extend([crash] if crash else [])
        return fragile(crash)

    sweep_case(watched, model=OrchestrationModel.HYBRID, case=17, participants=("bank",))
    assert {fault.case for fault in seen} == {17}
    assert {fault.kind for fault in seen} == {
        FaultKind.ORCHESTRATOR_CRASH,
        FaultKind.PARTICIPANT_CRASH,
    }


def test_an_ending_that_differs_from_the_undisturbed_one_is_a_failure() -> None:
    ((strip, mark),) = swept().failures

    assert (strip.who, strip.point, mark.nth) == ("orchestrator", *FRAGILE)
    assert mark.what == "'Charge' happened twice"


def test_a_strip_can_be_read_at_a_glance() -> None:
    assert [str(strip) for strip in swept().strips][-2:] == [
        "orchestrator after-send: ✓✓✗✓",
        "bank: ✓✓",
    ]


def test_with_idempotent_steps_no_crash_changes_how_an_order_ends() -> None:
    sweep = crash_sweep(order(), Scenario(cases=1), OrchestrationModel.CENTRALIZED, 0)

    assert sweep.crashes == 19
    assert sweep.failures == ()


def test_without_idempotency_what_was_sent_before_the_crash_is_done_twice() -> None:
    fragile_order = order(idempotent=False)

    sweep = crash_sweep(fragile_order, Scenario(cases=1), OrchestrationModel.CENTRALIZED, 0)
    failed = [(strip.point, mark.what) for strip, mark in sweep.failures]
    assert (CrashPoint.AFTER_SEND, "'charge' happened twice") in failed
    assert not any(point is CrashPoint.BEFORE_WRITE for point, _ in failed)


def test_the_cases_worth_sweeping_end_well_in_different_ways() -> None:
    completed, compensated = notable_cases(order(), Scenario(cases=100), OrchestrationModel.HYBRID)

    verdicts = [
        rest_of(order(), Scenario(cases=100), OrchestrationModel.HYBRID, case=case).verdict
        for case in (completed, compensated)
    ]
    assert sorted(verdicts) == [CaseVerdict.COMPENSATED, CaseVerdict.COMPLETED]


def test_a_sweep_is_data() -> None:
    data = swept().as_json()

    assert (data["case"], data["undisturbed"]) == (17, "completed")
    assert data["strips"][3]["crashes"][2] == {
        "nth": 3,
        "verdict": "inconsistent",
        "passed": False,
        "what": "'Charge' happened twice",
    }
