"""Findings about compensation."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.steps import chain, node, stated
from workflows.definition.model import Definition, EventKind, Node, NodeKind


def asking(ref: str = "", *more: Node) -> Definition:
    """An event behind the step a that asks to undo."""
    undo = replace(node("undo", NodeKind.THROW), event=EventKind.COMPENSATION, ref=ref)
    definition = chain(node("a"), undo)
    return replace(definition, nodes=(*definition.nodes, *more))


def test_a_handler_that_nothing_names_is_found() -> None:
    definition = stated(healthy(), "charge", compensation="none")

    assert "handler-never-used" in codes(definition)
    assert "handler-never-used" not in codes(healthy())


def test_a_scope_that_undoes_another_is_used() -> None:
    booked = replace(node("x", NodeKind.SUB_PROCESS), compensation="y")
    undo = replace(node("y", NodeKind.SUB_PROCESS), for_compensation=True)

    assert "handler-never-used" not in codes(replace(chain(), nodes=(booked, undo)))


def test_asking_to_undo_what_nothing_undoes_is_found() -> None:
    assert "nothing-to-undo" in codes(asking("a"))


def test_asking_to_undo_in_a_map_without_handlers_is_found() -> None:
    assert "nothing-to-undo" in codes(asking())


def test_asking_to_undo_what_can_be_undone_is_fine() -> None:
    definition = asking("a", node("back", NodeKind.COMPENSATION))

    assert "nothing-to-undo" not in codes(
        stated(definition, "a", effect="yes", compensation="back")
    )


def test_a_scope_is_undone_by_what_it_holds() -> None:
    step = replace(node("b"), parent="x")
    back = replace(node("back", NodeKind.COMPENSATION), parent="x")
    definition = asking("x", node("x", NodeKind.SUB_PROCESS), step, back)

    assert "nothing-to-undo" in codes(definition)
    assert "nothing-to-undo" not in codes(
        stated(definition, "b", effect="yes", compensation="back")
    )


def test_an_event_sub_process_asks_for_what_stands_around_it() -> None:
    beside = node("x", NodeKind.EVENT_SUB_PROCESS)
    undo = replace(node("undo", NodeKind.END), event=EventKind.COMPENSATION, parent="x")
    definition = replace(healthy(), nodes=(*healthy().nodes, beside, undo))

    assert "nothing-to-undo" not in codes(definition)
