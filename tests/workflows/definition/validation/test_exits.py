"""Loops that no case can leave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import texts, with_flow, with_nodes
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind

PROBLEM = "step 'a': the loop of a, b has no exit; draw a flow that leaves it"


def endless(*more: Node) -> Definition:
    """start → a → b → a."""
    row = chain(node("start", NodeKind.START), node("a"), node("b"))
    return with_nodes(with_flow(row, "b", "a"), *more)


def boundary(host: str, *, parent: str | None = None) -> Node:
    return replace(
        node("v", NodeKind.BOUNDARY), event=EventKind.TIMER, attached_to=host, parent=parent
    )


def test_a_loop_without_exit_is_a_problem_at_its_first_node() -> None:
    assert texts(endless()) == [PROBLEM]


def test_a_step_that_only_leads_to_itself_is_a_loop() -> None:
    assert texts(with_flow(chain(node("a")), "a", "a")) == [
        "step 'a': the loop of a has no exit; draw a flow that leaves it"
    ]


def test_a_flow_that_no_case_takes_is_no_exit() -> None:
    never = Flow(id="never", source="a", target="e", probability=0.0)
    definition = endless(node("e", NodeKind.END))

    assert texts(replace(definition, flows=(*definition.flows, never))) == [PROBLEM]


def test_two_loops_are_two_problems_and_what_leads_there_is_none() -> None:
    fork = chain(node("start", NodeKind.START), node("g", NodeKind.DECISION), node("a"))
    flows = tuple(Flow(id=f"{one}{two}", source=one, target=two) for one, two in ("gb", "aa", "bb"))
    definition = replace(with_nodes(fork, node("b")), flows=(*fork.flows, *flows))

    assert [text[:8] for text in texts(definition)] == ["step 'a'", "step 'b'"]


def test_a_long_loop_is_named_by_its_first_nodes() -> None:
    definition = with_flow(chain(*(node(f"s{number}") for number in range(9))), "s8", "s0")

    assert "the loop of s0, s1, s2, s3, … has no exit" in texts(definition)[0]


@pytest.mark.parametrize(
    "more",
    [
        (replace(node("stop", NodeKind.END), event=EventKind.TERMINATE),),
        (boundary("b"),),
        (
            node("x", NodeKind.EVENT_SUB_PROCESS),
            replace(node("asked", NodeKind.START), event=EventKind.MESSAGE, parent="x"),
        ),
    ],
    ids=["an end for all beside it", "an event on a step", "an event sub-process"],
)
def test_something_may_end_a_loop_from_outside(more: tuple[Node, ...]) -> None:
    assert texts(endless(*more)) == []


def test_an_event_sub_process_that_does_not_interrupt_ends_no_loop() -> None:
    asked = replace(
        node("asked", NodeKind.START), event=EventKind.MESSAGE, parent="x", interrupting=False
    )

    assert texts(endless(node("x", NodeKind.EVENT_SUB_PROCESS), asked)) == [PROBLEM]


def within(*more: Node) -> Definition:
    definition = endless()
    nodes = tuple(replace(one, parent="x") for one in definition.nodes)
    return replace(definition, nodes=(node("x", NodeKind.SUB_PROCESS), *nodes, *more))


def test_a_loop_inside_a_scope_ends_when_the_scope_is_interrupted() -> None:
    assert texts(within()) == [PROBLEM]
    assert texts(within(boundary("x"))) == []


def test_a_link_out_of_a_loop_is_an_exit() -> None:
    out, into = (
        replace(node(name, kind), event=EventKind.LINK, ref="far")
        for name, kind in (("out", NodeKind.THROW), ("in", NodeKind.CATCH))
    )

    assert texts(with_flow(with_nodes(endless(), out, into), "a", "out")) != []
    linked = replace(with_flow(chain(node("a"), node("b")), "b", "a"), id="linked")
    left = Flow(id="g", source="a", target="out")

    assert texts(replace(with_nodes(linked, out, into), flows=(*linked.flows, left))) == []
