"""How far tokens can still come."""

from __future__ import annotations

from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import at_boundary, catch, scope, start, throw
from workflows.definition.model import EventKind, NodeKind
from workflows.engine.core.compiled import CompiledMap, compile_map

MEET = gateway("meet", NodeKind.INCLUSIVE)


def reach(compiled: CompiledMap, node: str, *, exceptions: bool = True) -> set[str]:
    """The flows into ``meet`` that a token at ``node`` can still come by."""
    by_any, by_flows = compiled.reach[compiled.ids.index("meet")].get(
        compiled.ids.index(node), (frozenset(), frozenset())
    )
    return {compiled.flow_ids[flow] for flow in (by_any if exceptions else by_flows)}


def ahead(compiled: CompiledMap, node: str) -> set[str]:
    return {compiled.ids[other] for other in compiled.ahead[compiled.ids.index(node)]}


def test_only_nodes_before_an_inclusive_join_reach_it() -> None:
    flows = ["start > a", "start > b", "a > meet", "b > meet", "meet > c"]
    compiled = compile_map(draw([step("a"), step("b"), MEET, step("c")], flows))

    assert reach(compiled, "start") == {"f2", "f3"}
    assert reach(compiled, "a") == {"f2"}
    assert reach(compiled, "c") == set()


def test_exceptions_are_told_apart_from_flows() -> None:
    flows = ["start > a", "start > meet", "edge > meet", "meet > end"]
    edge = at_boundary("edge", "a", EventKind.ERROR)
    compiled = compile_map(draw([step("a"), edge, MEET], flows))

    assert reach(compiled, "a") == {"f2"}
    assert reach(compiled, "a", exceptions=False) == set()


def test_links_lead_on_like_flows() -> None:
    nodes = [throw("go", EventKind.LINK), catch("land", EventKind.LINK), MEET]
    compiled = compile_map(draw(nodes, ["start > go", "start > meet", "land > meet"]))

    assert reach(compiled, "go", exceptions=False) == {"f2"}


def test_a_join_is_not_passed_on_the_way_to_itself() -> None:
    flows = ["start > meet", "meet > a", "a > meet", "start > b", "b > meet"]
    compiled = compile_map(draw([MEET, step("a"), step("b")], flows))

    assert reach(compiled, "b") == {"f4"}


def test_what_is_behind_a_token_is_not_ahead_of_it() -> None:
    compiled = compile_map(draw([step("a"), step("b")], ["start > a", "a > b", "b > end"]))

    assert ahead(compiled, "a") == {"b", "end"}


def test_what_follows_a_scope_is_ahead_of_what_is_in_it() -> None:
    nodes = [*scope("sub", [start("in"), step("a")]), step("after")]
    compiled = compile_map(draw(nodes, ["start > sub", "in > a", "sub > after"]))

    assert ahead(compiled, "a") == {"after"}
    assert ahead(compiled, "start") == {"sub", "in", "a", "after"}
