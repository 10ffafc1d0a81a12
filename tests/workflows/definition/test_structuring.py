"""Blocks of a graph: where branches part and meet again, and what keeps them from nesting."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.structuring import Block, Graph, Tangle, graph_of
from workflows.formats import yaml


def graph(text: str, *entries: str) -> Graph:
    """A graph written ``a>b a>c``, begun at ``entries`` or at the first node."""
    successors: dict[str, list[str]] = {}
    for source, target in (pair.split(">") for pair in text.split()):
        successors.setdefault(source, []).append(target)
        successors.setdefault(target, [])
    return Graph(successors, entries or tuple(successors)[:1])


def test_branches_that_meet_again_are_a_block() -> None:
    found = graph("s>a s>b a>c c>j b>j j>e").block_at("s")

    assert found == Block(split="s", join="j", branches=(("a", "c"), ("b",)))


def test_a_way_straight_to_the_join_is_an_empty_branch() -> None:
    found = graph("s>j s>a a>j").block_at("s")

    assert found == Block(split="s", join="j", branches=((), ("a",)))


def test_branches_that_end_apart_are_a_block_without_a_join() -> None:
    found = graph("s>a s>b a>x b>y").block_at("s")

    assert found == Block(split="s", join=None, branches=(("a", "x"), ("b", "y")))


def test_blocks_stand_in_branches_of_blocks() -> None:
    nested = graph("s>t s>b t>c t>d c>u d>u u>j b>j")

    assert nested.block_at("s") == Block(
        split="s", join="j", branches=(("t", "c", "d", "u"), ("b",))
    )
    assert nested.block_at("t") == Block(split="t", join="u", branches=(("c",), ("d",)))


def test_a_loop_inside_a_branch_does_no_harm() -> None:
    found = graph("s>a a>b b>a b>j s>c c>j").block_at("s")

    assert found == Block(split="s", join="j", branches=(("a", "b"), ("c",)))


def test_a_node_of_two_branches_tangles_them() -> None:
    found = graph("s>a s>b a>x a>j b>x x>j").block_at("s")

    assert found == Tangle(split="s", node="x", why="is reached by two branches")


def test_a_way_in_from_outside_tangles_a_branch() -> None:
    found = graph("o>s o>a s>a s>b a>j b>j").block_at("s")

    assert found == Tangle(split="s", node="a", why="is reached from outside (o)")


def test_a_way_back_to_the_split_tangles_it() -> None:
    found = graph("s>a s>b a>s a>j b>j").block_at("s")

    assert found == Tangle(split="s", node="s", why="is led back to from inside")


def test_what_nothing_leads_to_plays_no_part() -> None:
    assert graph("s>a s>b a>j b>j x>a", "s").block_at("s") == Block(
        split="s", join="j", branches=(("a",), ("b",))
    )


def test_a_loop_without_an_end_meets_nowhere() -> None:
    assert graph("s>a a>b b>a").meeting_of("s") is None


def test_a_way_back_does_not_count_in_the_order() -> None:
    looped = graph("s>a a>b b>a b>e")

    assert looped.order == ("s", "a", "b", "e")


def test_the_graph_of_a_map_leads_to_boundary_events() -> None:
    found = graph_of(yaml.read(ORDER).definition)

    assert found.successors["approve"] == ("ship", "late")
    assert "refund" not in found.successors


def test_the_graph_of_a_scope_holds_what_stands_in_it() -> None:
    found = graph_of(yaml.read(TRIP).definition, "booking")

    assert found.successors["hotel"] == ("done", "give-up")


def test_a_link_leads_on_where_it_comes_out() -> None:
    found = graph_of(yaml.read(TRIP).definition)

    assert found.successors["out"] == ("in",)


_EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


@given(_EDGES)
@settings(max_examples=200, deadline=None)
def test_every_way_on_from_a_node_leads_through_its_meeting(edges: list[tuple[int, int]]) -> None:
    any_graph = graph("0>1 " + " ".join(f"{source}>{target}" for source, target in edges))

    for node in any_graph.successors:
        meeting = any_graph.meeting_of(node)
        ends = [here for here in _without(any_graph, node, meeting) if _is_end(any_graph, here)]
        assert meeting is None or not ends


@given(_EDGES)
@settings(max_examples=200, deadline=None)
def test_branches_of_a_block_are_entered_by_the_split_alone(edges: list[tuple[int, int]]) -> None:
    any_graph = graph("0>1 " + " ".join(f"{source}>{target}" for source, target in edges))

    for split in any_graph.successors:
        found = any_graph.block_at(split)
        for branch in found.branches if isinstance(found, Block) else ():
            sources = {source for node in branch for source in any_graph.predecessors[node]}
            assert sources <= {*branch, split}


def _without(of: Graph, start: str, wall: str | None) -> set[str]:
    seen, queue = {start}, [start]
    while queue:
        fresh = [node for node in of.successors[queue.pop()] if node not in seen and node != wall]
        seen.update(fresh)
        queue += fresh
    return seen


def _is_end(of: Graph, node: str) -> bool:
    return not of.successors[node]
