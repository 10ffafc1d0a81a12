"""Interruptions that reach work of others."""

from __future__ import annotations

from collections.abc import Sequence

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, HYBRID, codes, one
from tests.workflows.engine.maps import draw, step, timer
from tests.workflows.engine.shapes import at_boundary, end, scope, throw
from workflows.definition.findings import Severity
from workflows.definition.model import Definition, EventKind, Node


def interrupted(*inside: Node, flows: Sequence[str] = ("a > b",)) -> Definition:
    """A sub-process with a timer that ends it."""
    nodes = [*scope("sub", inside), timer("late", "sub", 5.0), step("after")]
    return draw(nodes, ["start > sub", "late > after", "sub > end", *flows])


def test_ending_a_scope_in_which_others_work_is_a_gap() -> None:
    gap = one(interrupted(step("a"), step("b")), "interruption-crosses")

    assert (gap.where, gap.severity) == ("late", Severity.MEDIUM)
    assert "b work on until they hear of it" in gap.message
    assert "1 message an interruption" in gap.mend


def test_it_is_worse_where_late_work_cannot_be_taken_back() -> None:
    gap = one(interrupted(step("a"), step("b", effect=True)), "interruption-crosses")

    assert gap.severity is Severity.HIGH
    assert "Late work at 'b' stays" in gap.message


def test_ending_a_scope_of_one_owner_is_none() -> None:
    map_ = interrupted(step("a", participant="p"), step("b", participant="p"))

    assert "interruption-crosses" not in codes(map_)


def test_an_event_that_does_not_interrupt_is_none() -> None:
    nodes = [*scope("sub", [step("a"), step("b")]), timer("late", "sub", 5.0, interrupting=False)]

    assert "interruption-crosses" not in codes(draw(nodes, ["start > sub", "a > b"]))


def test_an_end_that_ends_everything_beside_work_of_others_is_a_gap() -> None:
    nodes = [step("a"), step("b"), end("all", EventKind.TERMINATE)]
    map_ = draw(nodes, ["start > a", "start > b", "a > all", "b > end"])

    assert one(map_, "interruption-crosses").where == "all"


def test_an_orchestrator_ends_all_that_it_drives_at_once() -> None:
    map_ = interrupted(step("a"), step("b"))

    assert "interruption-crosses" not in codes(map_, CENTRALIZED)
    assert "interruption-crosses" in codes(map_, HYBRID, ["b"])


def test_a_signal_that_others_wait_for_is_a_broadcast() -> None:
    nodes = [throw("shout", EventKind.SIGNAL, ref="x"), step("a"), step("b"), step("c")]
    heard = at_boundary("heard", "b", EventKind.SIGNAL, ref="x")
    flows = ["start > a", "a > shout", "shout > c", "start > b", "heard > end"]

    gap = one(draw([*nodes, heard], flows), "signal-crosses")
    assert gap.where == "shout"
    assert "b must listen all the time" in gap.message


def test_an_error_that_somebody_else_catches_has_to_be_told() -> None:
    inside = [step("a"), step("b"), end("oops", EventKind.ERROR, ref="x")]
    caught = at_boundary("caught", "sub", EventKind.ERROR, ref="x")
    flows = ["start > sub", "a > b", "b > oops", "caught > c"]

    gap = one(draw([*scope("sub", inside), caught, step("c")], flows), "throw-crosses")
    assert (gap.where, "caught by a" in gap.message) == ("oops", True)
