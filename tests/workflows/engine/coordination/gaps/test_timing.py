"""Clocks that nobody runs and cases that nobody watches."""

from __future__ import annotations

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, HYBRID, codes, one
from tests.workflows.engine.maps import chain, draw, step, timer
from tests.workflows.engine.shapes import catch, scope
from workflows.definition.model import Definition, EventKind


def paused() -> Definition:
    nodes = [step("a"), catch("pause", EventKind.TIMER, timer=7_200.0), step("b")]
    return draw(nodes, ["start > a", "a > pause", "pause > b", "b > end"])


def test_a_timer_between_steps_has_to_be_taken_on_by_somebody() -> None:
    gap = one(paused(), "timer-without-owner")

    assert gap.where == "pause"
    assert "lets b measure the 2h" in gap.message
    assert "1 durable write and 1 wake-up" in gap.mend


def test_a_timer_on_a_scope_belongs_to_no_step() -> None:
    nodes = [*scope("sub", [step("a")]), timer("late", "sub", 5.0)]

    assert one(draw(nodes, ["start > sub"]), "timer-without-owner").where == "late"


def test_whoever_does_a_step_measures_its_own_timer() -> None:
    map_ = draw([step("a"), timer("late", "a", 5.0), step("b")], ["start > a", "late > b"])

    assert "timer-without-owner" not in codes(map_)


def test_an_orchestrator_measures_every_timer() -> None:
    assert "timer-without-owner" not in codes(paused(), CENTRALIZED)


def test_people_do_not_measure_their_own_deadlines() -> None:
    map_ = chain(step("a", participant="person", deadline=3_600.0))

    gap = one(map_, "deadline-without-owner")
    assert (gap.where, "fires after 1h" in gap.mend) == ("a", True)
    assert "deadline-without-owner" not in codes(map_, CENTRALIZED)


def test_nobody_sees_a_whole_case() -> None:
    gap = one(chain(step("a"), step("b"), step("c"), sla=60.0), "nobody-watches")

    assert "exceeds its 1m: any of 2 hops may be the last" in gap.message


def test_under_hybrid_nobody_sees_what_was_handed_over() -> None:
    map_ = chain(step("a"), step("b"))

    assert "what was handed over" in one(map_, "nobody-watches", HYBRID, ["b"]).message
    assert "nobody-watches" not in codes(map_, HYBRID)
