"""Which triggers a node may have, and what they must name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import changed, inside, texts, with_nodes
from workflows.definition.model import Definition, Duration, EventKind, Node, NodeKind


def event(kind: NodeKind, trigger: EventKind, own_id: str = "v", **more: Any) -> Node:
    return replace(node(own_id, kind), event=trigger, **more)


def with_event(kind: NodeKind, trigger: EventKind, **more: Any) -> Definition:
    return with_nodes(chain(node("a")), event(kind, trigger, **more))


@pytest.mark.parametrize(
    ("kind", "trigger"),
    [
        (NodeKind.START, EventKind.TERMINATE),
        (NodeKind.START, EventKind.LINK),
        (NodeKind.END, EventKind.TIMER),
        (NodeKind.CATCH, EventKind.ERROR),
        (NodeKind.THROW, EventKind.CONDITIONAL),
        (NodeKind.DECISION, EventKind.SIGNAL),
        (NodeKind.TASK, EventKind.MESSAGE),
    ],
)
def test_a_trigger_that_a_kind_cannot_have_is_a_problem(kind: NodeKind, trigger: EventKind) -> None:
    (problem,) = texts(with_event(kind, trigger))

    assert "event must be one of none" in problem


@pytest.mark.parametrize(
    ("kind", "trigger"),
    [
        (NodeKind.START, EventKind.CONDITIONAL),
        (NodeKind.END, EventKind.COMPENSATION),
        (NodeKind.CATCH, EventKind.CONDITIONAL),
        (NodeKind.THROW, EventKind.COMPENSATION),
        (NodeKind.END, EventKind.SIGNAL),
    ],
)
def test_a_trigger_that_a_kind_can_have_is_fine(kind: NodeKind, trigger: EventKind) -> None:
    assert texts(with_event(kind, trigger)) == []


@pytest.mark.parametrize(
    ("definition", "problem"),
    [
        (
            with_event(NodeKind.CATCH, EventKind.TIMER, timer=-1.0),
            "catch 'v': timer must not be negative",
        ),
        (
            with_event(NodeKind.CATCH, EventKind.MESSAGE, wait=Duration(mean=-1.0, p95=2.0)),
            "catch 'v': wait must not be negative",
        ),
        (
            with_event(NodeKind.CATCH, EventKind.MESSAGE, wait=Duration(mean=3.0, p95=2.0)),
            "catch 'v': wait.p95 must be at least the mean",
        ),
        (
            with_event(NodeKind.CATCH, EventKind.MESSAGE, condition="total > 1"),
            "catch 'v': has a condition but is no conditional event; "
            "set event or remove the condition",
        ),
        (
            with_event(NodeKind.BOUNDARY, EventKind.COMPENSATION, attached_to="a"),
            "boundary 'v': is a compensation event; "
            "name what undoes the step in its effect.compensation",
        ),
        (
            with_event(NodeKind.BOUNDARY, EventKind.CANCEL, attached_to="a"),
            "boundary 'v': is a cancel event, which only a transaction has; use an error",
        ),
        (
            with_event(NodeKind.END, EventKind.CANCEL),
            "end 'v': cancels a transaction but stands in none; use an error, or put it into one",
        ),
        (
            with_event(NodeKind.START, EventKind.COMPENSATION),
            "start 'v': starts on a compensation, which only an event sub-process does; "
            "put it into one",
        ),
        (
            with_event(NodeKind.THROW, EventKind.COMPENSATION, ref="moon"),
            "throw 'v': asks to undo 'moon', which is not in the map; name an activity",
        ),
        (
            with_event(NodeKind.END, EventKind.COMPENSATION, ref="v"),
            "end 'v': asks to undo 'v', which is no step and no sub-process; name one",
        ),
        (
            with_event(NodeKind.THROW, EventKind.LINK, ref="far"),
            "throw 'v': leads to the link 'far', which no event beside it catches; add one",
        ),
    ],
)
def test_a_problem_names_its_place(definition: Definition, problem: str) -> None:
    assert texts(definition) == [problem]


@pytest.mark.parametrize(
    "kind", [NodeKind.TRANSACTION, NodeKind.SUB_PROCESS], ids=["in it", "deeper in it"]
)
def test_a_transaction_may_be_cancelled_from_inside(kind: NodeKind) -> None:
    cancel = event(NodeKind.END, EventKind.CANCEL)
    definition = inside(node("y", kind), kind=NodeKind.TRANSACTION)
    deeper = with_nodes(definition, replace(cancel, parent="y"))

    assert texts(deeper) == []


def test_a_transaction_may_be_watched_for_its_cancelling() -> None:
    gone = event(NodeKind.BOUNDARY, EventKind.CANCEL, attached_to="x")

    assert texts(with_nodes(inside(kind=NodeKind.TRANSACTION), gone)) == []


def test_what_is_asked_to_be_undone_may_be_a_step() -> None:
    assert texts(with_event(NodeKind.THROW, EventKind.COMPENSATION, ref="a")) == []


def test_a_link_has_one_goal_beside_it() -> None:
    goals = [event(NodeKind.CATCH, EventKind.LINK, name, ref="far") for name in ("in1", "in2")]
    definition = with_nodes(chain(node("a")), *goals)

    assert texts(definition)[0] == (
        "catch 'in1': is one of several goals of the link 'far'; keep one"
    )
    assert texts(changed(definition, "in2", ref="near")) == []
