"""Structural problems of a map as a whole and of its steps, each at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.workflows.definition.steps import chain, node, shop, stated
from workflows.definition.model import (
    DataFlow,
    Definition,
    Effect,
    EventKind,
    Failure,
    Flow,
    Node,
    NodeKind,
)
from workflows.definition.validation import problems


def texts(definition: Definition) -> list[str]:
    return [str(problem) for problem in problems(definition)]


def with_node(changed: Node) -> Definition:
    kept = tuple(changed if old.id == changed.id else old for old in shop().nodes)
    return replace(shop(), nodes=kept)


def with_needs(**values: Any) -> Definition:
    step = shop().by_id["charge"]
    assert step.requirements is not None
    return with_node(replace(step, requirements=replace(step.requirements, **values)))


def with_flow(flow: Flow) -> Definition:
    return replace(shop(), flows=(*shop().flows, flow))


def test_a_sound_map_has_no_problems() -> None:
    assert problems(stated(shop(), "charge", effect="yes", compensation="refund")) == ()


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: replace(shop(), nodes=(), flows=()), "map: has no nodes"),
        (lambda: replace(shop(), sla=-1.0), "map: sla must be longer than 0"),
        (lambda: chain(node("a"), node("a")), "step 'a': the id is taken"),
        (lambda: chain(node("a b"), node("c")), "step 'a b': id must start with a letter"),
        (
            lambda: with_node(replace(shop().by_id["charge"], participant="bank")),
            "step 'charge': there is no participant 'bank'",
        ),
        (
            lambda: with_node(replace(shop().by_id["end"], event=EventKind.TIMER)),
            "end 'end': event must be one of",
        ),
        (
            lambda: with_node(replace(shop().by_id["start"], timer=5.0)),
            "start 'start': has a timer but is no timer event",
        ),
        (
            lambda: chain(replace(node("b", NodeKind.BOUNDARY), event=EventKind.ERROR), node("a")),
            "boundary 'b': is attached to None",
        ),
        (
            lambda: with_needs(effect=Effect(compensation="undo")),
            "step 'charge': effect.compensation names 'undo'",
        ),
        (lambda: with_needs(timeout=-1.0), "step 'charge': no duration may be negative"),
        (
            lambda: with_needs(failure=Failure(transient=0.9, permanent=0.9)),
            "step 'charge': failure.transient and .permanent add up to 1.8",
        ),
        (lambda: with_needs(deadline=5.0), "step 'charge': deadline is for human steps only"),
        (
            lambda: with_flow(Flow(id="f", source="charge", target="moon")),
            "flow 'f': leads to 'moon', which is not in the map",
        ),
        (
            lambda: with_flow(Flow(id="f", source="end", target="charge")),
            "flow 'f': comes from 'end'; nothing may follow an end",
        ),
        (
            lambda: with_flow(Flow(id="f", source="charge", target="start")),
            "flow 'f': leads to 'start'; no flow may enter a start",
        ),
        (
            lambda: replace(shop(), data_flows=(DataFlow(name="order", source="moon"),)),
            "data flow 'order': names 'moon', which is not in the map",
        ),
    ],
)
def test_a_problem_names_its_place(make: Callable[[], Definition], problem: str) -> None:
    assert any(text.startswith(problem) for text in texts(make())), texts(make())


def test_a_map_too_large_to_look_through_has_one_problem() -> None:
    nodes = tuple(Node(id=f"n{n}", name="", kind=NodeKind.END) for n in range(20_001))

    assert texts(replace(shop(), nodes=nodes, flows=())) == [
        "map: has 20,001 nodes and flows, at most 20,000 are read; split it by calls"
    ]
