"""A map without its scopes: what enters, what leaves, what is caught."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node, shop
from workflows.definition.model import (
    DataFlow,
    Definition,
    EventKind,
    Flow,
    Loop,
    LoopKind,
    Node,
    NodeKind,
)
from workflows.definition.validation import problems

END = node("e", NodeKind.END)


def sub(*inside: Node, flows: str = "", kind: NodeKind = NodeKind.SUB_PROCESS) -> Definition:
    """s → x → e, where x holds these nodes and flows such as ``a>b c>d``."""
    around = chain(node("s", NodeKind.START), node("x", kind, name="Deliver"), END)
    return with_flows(
        replace(around, nodes=(*around.nodes, *(replace(one, parent="x") for one in inside))), flows
    )


def with_flows(definition: Definition, flows: str) -> Definition:
    ends = [text.split(">") for text in flows.split()]
    drawn = tuple(Flow(id=f"{one}-{two}", source=one, target=two) for one, two in ends)
    return replace(definition, flows=(*definition.flows, *drawn))


def watched(definition: Definition, event: EventKind, ref: str = "") -> Definition:
    boundary = replace(node("c", NodeKind.BOUNDARY), event=event, ref=ref, attached_to="x")
    return with_flows(replace(definition, nodes=(*definition.nodes, boundary)), "c>e")


def pairs(definition: Definition) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in definition.flat.flows}


def failing(event: EventKind = EventKind.ERROR, code: str = "") -> Definition:
    bad = replace(node("bad", NodeKind.END), event=event, ref=code)
    return sub(node("t"), bad, node("good", NodeKind.END), flows="t>good t>bad")


def test_a_map_of_one_level_is_its_own_flat_view() -> None:
    definition = shop()

    assert definition.flat is definition


def test_start_and_end_inside_pass_the_case_on() -> None:
    definition = sub(node("i", NodeKind.START), node("t"), node("o", NodeKind.END), flows="i>t t>o")

    assert pairs(definition) == {("s", "i"), ("i", "t"), ("t", "o"), ("o", "e")}
    assert definition.flat.by_id["i"].kind is definition.flat.by_id["o"].kind is NodeKind.THROW


def test_the_path_is_kept() -> None:
    inside = replace(node("t"), path=("Deliver",))

    assert sub(inside).flat.by_id["t"].path == ("Deliver",)


def test_steps_without_start_and_end_are_entered_and_left_directly() -> None:
    assert pairs(sub(node("t"))) == {("s", "t"), ("t", "e")}


def test_several_beginnings_start_side_by_side_and_are_waited_for() -> None:
    flat = sub(node("a"), node("b")).flat

    assert flat.by_id["x-entry"].kind is NodeKind.PARALLEL
    assert flat.by_id["x-exit"].kind is NodeKind.INCLUSIVE
    assert {("x-entry", "a"), ("x-entry", "b"), ("a", "x-exit"), ("b", "x-exit")} <= pairs(flat)


def test_what_is_added_stands_beside_what_the_scope_held() -> None:
    flat = sub(node("a"), node("b")).flat

    assert [one.id for one in flat.nodes] == ["s", "e", "x-entry", "a", "b", "x-exit"]


def test_an_alternative_end_is_not_waited_for() -> None:
    definition = sub(node("g", NodeKind.DECISION), node("a"), node("b"), flows="g>a g>b")

    assert definition.flat.by_id["x-exit"].kind is NodeKind.THROW


def test_an_error_inside_leads_to_the_event_that_catches_it() -> None:
    definition = watched(failing(), EventKind.ERROR)

    assert ("bad", "c") in pairs(definition)
    assert definition.flat.by_id["c"].kind is NodeKind.THROW


def test_an_error_of_another_code_is_not_caught() -> None:
    definition = watched(failing(code="broke"), EventKind.ERROR, "late")

    assert definition.flat.by_id["bad"].kind is NodeKind.END
    assert definition.flat.by_id["c"].attached_to == "t"


def test_cancelling_a_transaction_leads_to_the_event_that_catches_it() -> None:
    assert ("bad", "c") in pairs(watched(failing(EventKind.CANCEL), EventKind.CANCEL))


def test_another_event_on_the_scope_watches_its_first_step() -> None:
    definition = watched(sub(node("t")), EventKind.SIGNAL)

    assert definition.flat.by_id["c"].attached_to == "t"


def test_a_terminate_end_inside_does_not_end_the_case() -> None:
    stop = replace(node("o", NodeKind.END), event=EventKind.TERMINATE)
    definition = sub(node("t"), stop, flows="t>o")

    assert definition.flat.by_id["o"].event is EventKind.NONE
    assert ("o", "e") in pairs(definition)


def test_a_scope_in_a_scope_is_taken_out_too() -> None:
    inner = replace(node("t"), parent="y")
    definition = sub(node("y", NodeKind.SUB_PROCESS))
    definition = replace(definition, nodes=(*definition.nodes, inner))

    assert pairs(definition) == {("s", "t"), ("t", "e")}


@pytest.mark.parametrize("kind", [NodeKind.SUB_PROCESS, NodeKind.CALL_ACTIVITY])
def test_a_scope_that_shows_nothing_is_one_step(kind: NodeKind) -> None:
    assert sub(kind=kind).flat.by_id["x"].kind is NodeKind.TASK


def test_an_event_sub_process_is_left_out() -> None:
    whole = chain(node("s", NodeKind.START), END)
    beside = (node("x", NodeKind.EVENT_SUB_PROCESS), replace(node("t"), parent="x"))

    assert replace(whole, nodes=(*whole.nodes, *beside)).flat == whole


def test_a_scope_that_undoes_is_one_step_that_undoes() -> None:
    definition = sub(node("t"))
    undo = tuple(
        replace(one, for_compensation=True) if one.id == "x" else one for one in definition.nodes
    )
    flat = replace(definition, nodes=undo, flows=()).flat

    assert [(one.id, one.kind) for one in flat.steps] == [("x", NodeKind.COMPENSATION)]


def test_a_scope_that_repeats_is_done_once() -> None:
    repeated = replace(sub().by_id["x"], loop=Loop(kind=LoopKind.PARALLEL))
    definition = replace(sub(), nodes=(sub().nodes[0], repeated, END))

    assert definition.flat.by_id["x"].loop is None


def test_a_link_is_a_flow() -> None:
    out, into = (
        replace(node(name, kind), event=EventKind.LINK, ref="L")
        for name, kind in (("out", NodeKind.THROW), ("in", NodeKind.CATCH))
    )
    definition = replace(chain(out), nodes=(out, into))

    assert pairs(definition) == {("out", "in")}


def test_data_of_a_scope_comes_and_goes_by_its_first_and_last_node() -> None:
    definition = replace(
        sub(node("i", NodeKind.START), node("t"), flows="i>t"),
        data_flows=(DataFlow(name="in", source="s", target="x"), DataFlow(name="out", source="x")),
    )

    assert [(d.source, d.target) for d in definition.flat.data_flows] == [("s", "i"), ("t", "")]


def test_made_up_names_avoid_those_of_the_map() -> None:
    definition = sub(node("a"), node("b"), node("x-entry"))

    assert "x-entry-x" in definition.flat.by_id


@given(nested_maps())
@settings(max_examples=60, deadline=None)
def test_the_flat_view_of_any_map_is_a_sound_map_of_one_level(definition: Definition) -> None:
    flat = definition.flat

    assert flat.flat is flat
    assert problems(flat) == ()


@given(nested_maps())
@settings(max_examples=60, deadline=None)
def test_no_forward_step_outside_event_sub_processes_is_lost(definition: Definition) -> None:
    beside = {one.id for one in definition.nodes if one.kind is NodeKind.EVENT_SUB_PROCESS}
    steps = {one.id for one in definition.forward_steps if one.parent not in beside}

    assert steps <= definition.flat.by_id.keys()
