"""Joins, scopes and repetitions that collect what others do."""

from __future__ import annotations

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, codes, one
from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import looped, scope
from workflows.definition.model import Definition, LoopKind, Node, NodeKind


def joined(kind: NodeKind, *last: Node) -> Definition:
    nodes = [step("a"), step("b"), gateway("join", kind), *last]
    ends = [f"join > {node.id}" for node in last] or ["join > end"]
    return draw(nodes, ["start > a", "start > b", "a > join", "b > join", *ends])


def repeated(*inside: Node, kind: LoopKind = LoopKind.PARALLEL) -> Definition:
    sub, *rest = scope("sub", inside)
    return draw([looped(sub, kind), *rest], ["start > sub", "a > b", "sub > end"])


def test_whoever_waits_at_a_join_needs_a_memory() -> None:
    gap = one(joined(NodeKind.PARALLEL, step("c")), "join-needs-memory")

    assert gap.where == "join"
    assert "c has to remember" in gap.message
    assert "1 durable write a branch" in gap.mend


def test_a_join_that_no_step_follows_is_nobodys() -> None:
    assert one(joined(NodeKind.PARALLEL), "join-of-nobody").where == "join"


def test_an_inclusive_join_cannot_know_what_else_is_coming() -> None:
    gap = one(joined(NodeKind.INCLUSIVE, step("c")), "inclusive-join-crosses")

    assert "c cannot know from what a and b send" in gap.message


def test_an_orchestrator_holds_its_joins_itself() -> None:
    assert codes(joined(NodeKind.INCLUSIVE, step("c")), CENTRALIZED) == ["single-point"]


def test_a_scope_that_ends_with_others_is_heard_of_late() -> None:
    nodes = [*scope("sub", [step("a"), step("b")]), step("c", participant="a")]
    map_ = draw(nodes, ["start > sub", "a > b", "sub > c"])

    gap = one(map_, "scope-crosses")
    assert (gap.where, "a hears of that from b only" in gap.message) == ("sub", True)


def test_instances_that_cross_owners_need_numbers() -> None:
    gap = one(repeated(step("a"), step("b")), "repetition-crosses")

    assert gap.where == "sub"
    assert "its instances" in gap.message


def test_rounds_that_cross_owners_need_numbers() -> None:
    gap = one(repeated(step("a"), step("b"), kind=LoopKind.STANDARD), "repetition-crosses")

    assert "its rounds" in gap.message


def test_what_repeats_with_one_owner_needs_none() -> None:
    map_ = repeated(step("a", participant="p"), step("b", participant="p"))

    assert "repetition-crosses" not in codes(map_)
