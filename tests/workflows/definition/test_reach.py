"""Which nodes a case can reach, and which it cannot leave."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import inside, with_flow, with_nodes
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.definition.reach import dead_ends, unreachable


def lost(definition: Definition) -> list[str]:
    return [one.id for one in unreachable(definition)]


def failing() -> Definition:
    """s → x → e, where x always ends in an error."""
    bad = replace(node("bad", NodeKind.END), event=EventKind.ERROR)
    return inside(bad)


def watched(definition: Definition) -> Definition:
    late = replace(node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, attached_to="x")
    return with_nodes(definition, late)


def test_what_no_flow_enters_is_not_reached() -> None:
    definition = with_nodes(chain(node("s", NodeKind.START), node("a")), node("island"))

    assert lost(definition) == ["island"]


def test_a_process_without_start_begins_where_no_flow_enters() -> None:
    other = (replace(node(name), process="bank") for name in ("b", "c"))
    definition = with_nodes(chain(node("s", NodeKind.START), node("a")), *other)

    assert lost(with_flow(definition, "b", "c")) == []


def test_what_stands_in_a_scope_is_reached_through_it() -> None:
    assert lost(inside(node("i", NodeKind.START), node("a"))) == ["a"]


def test_behind_a_scope_that_always_fails_nothing_is_reached() -> None:
    assert lost(failing()) == ["e"]


def test_an_event_on_a_scope_may_always_happen() -> None:
    assert lost(watched(failing())) == ["e"]


def test_an_event_sub_process_may_save_a_scope_that_fails() -> None:
    saved: Node = replace(node("y", NodeKind.EVENT_SUB_PROCESS), parent="x")

    assert lost(with_nodes(failing(), saved)) == []


def test_a_step_that_leads_nowhere_is_a_dead_end_where_others_end() -> None:
    ended = chain(node("a"), node("e", NodeKind.END))

    assert [one.id for one in dead_ends(with_nodes(ended, node("b")))] == ["b"]
    assert dead_ends(chain(node("a"), node("b"))) == ()
