"""Gateways: who decides, who waits for whom."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.model import Duration, EventKind, Node, NodeKind, Variable, VariableType
from workflows.engine.coordination.specimens.drawing import (
    FAR,
    Specimen,
    draw,
    event,
    step,
)

__all__ = ["SPECIMENS"]

_BROUGHT = Variable(name="amount", type=VariableType.NUMBER, low=10, high=20)
_FOUND = Variable(name="amount", type=VariableType.NUMBER, low=10, high=20, source="a")


def _gateway(name: str, kind: NodeKind) -> Node:
    return Node(id=name, name=name, kind=kind)


def _exclusive(element: str, variable: Variable, *, decider: str) -> Specimen:
    """After ``a`` and a step of whoever decides, the first way is taken."""
    way = _gateway("way", NodeKind.DECISION)
    nodes = [step("a"), step("before", decider), way, step("b", FAR), step("c")]
    flows = [
        "start > a > before > way",
        "way > b | amount > 5",
        "way > c | default",
        "b > end",
        "c > end",
    ]
    return Specimen(
        group="Gateway",
        element=element,
        clause="13.4.2",
        definition=draw(nodes, flows, variables=(variable,)),
        stands=frozenset({"a", "before", "b"}),
    )


def _by_share() -> Specimen:
    way = _gateway("way", NodeKind.DECISION)
    map_ = draw(
        [step("a"), way, step("b", FAR), step("c")], ["start > a > way", "way > b", "way > c"]
    )
    shares = {"way-to-b": 1.0, "way-to-c": 0.0}
    flows = tuple(replace(flow, probability=shares.get(flow.id)) for flow in map_.flows)
    return Specimen(
        group="Gateway",
        element="exclusive, by shares",
        clause="13.4.2",
        definition=replace(map_, flows=flows),
        stands=frozenset({"a", "b"}),
    )


def _parallel() -> Specimen:
    nodes = [
        _gateway("fork", NodeKind.PARALLEL),
        step("a"),
        step("b", FAR),
        _gateway("join", NodeKind.PARALLEL),
        step("c"),
    ]
    return Specimen(
        group="Gateway",
        element="parallel, fork and join",
        clause="13.4.1",
        definition=draw(nodes, ["start > fork", "fork > a > join", "fork > b > join > c > end"]),
        stands=frozenset("abc"),
    )


def _inclusive() -> Specimen:
    """Two of three ways are taken, and the join waits for both."""
    nodes = [
        _gateway("split", NodeKind.INCLUSIVE),
        step("a"),
        step("b", FAR),
        step("c", FAR),
        _gateway("join", NodeKind.INCLUSIVE),
        step("d"),
    ]
    flows = [
        "start > split",
        "split > a | amount > 5",
        "split > b | amount > 9",
        "split > c | amount > 90",
        "a > join",
        "b > join",
        "c > join > d > end",
    ]
    return Specimen(
        group="Gateway",
        element="inclusive, split and join",
        clause="13.4.3",
        definition=draw(nodes, flows, variables=(_BROUGHT,)),
        stands=frozenset("abd"),
    )


def _event_based() -> Specimen:
    """A message comes long before the timer."""
    soon = Duration(mean=0.2, p95=0.2)
    nodes = [
        step("a"),
        _gateway("race", NodeKind.EVENT_BASED),
        event("news", NodeKind.CATCH, EventKind.MESSAGE, ref="it", wait=soon),
        event("late", NodeKind.CATCH, EventKind.TIMER, timer=60.0),
        step("b", FAR),
        step("c"),
    ]
    flows = ["start > a > race", "race > news > b > end", "race > late > c > end"]
    return Specimen(
        group="Gateway",
        element="event-based",
        clause="13.4.4",
        definition=draw(nodes, flows),
        stands=frozenset("ab"),
    )


def _instantiating() -> Specimen:
    soon = Duration(mean=0.2, p95=0.2)
    nodes = [
        replace(_gateway("race", NodeKind.EVENT_BASED), instantiate=True),
        event("order", NodeKind.CATCH, EventKind.MESSAGE, ref="order", wait=soon),
        event(
            "offer", NodeKind.CATCH, EventKind.MESSAGE, ref="offer", wait=Duration(mean=9, p95=9)
        ),
        step("a"),
        step("b", FAR),
    ]
    flows = ["race > order > a > end", "race > offer > b > end"]
    return Specimen(
        group="Gateway",
        element="event-based, beginning a case",
        clause="13.4.4",
        definition=draw(nodes, flows),
        stands=frozenset("a"),
    )


SPECIMENS = (
    _exclusive("exclusive, by what the case brings", _BROUGHT, decider=FAR),
    _exclusive("exclusive, by what a step finds out", _FOUND, decider=FAR),
    _by_share(),
    _parallel(),
    _inclusive(),
    _event_based(),
    _instantiating(),
)
