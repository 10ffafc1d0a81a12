"""Boundary events and event sub-processes: what interrupts a scope, and what happens beside it."""

from __future__ import annotations

from typing import Any

from workflows.definition.model import Duration, EventKind, Node, NodeKind, Variable, VariableType
from workflows.engine.coordination.specimens.drawing import (
    FAR,
    Specimen,
    draw,
    event,
    scope,
    step,
)

__all__ = ["SPECIMENS"]

_SOON = Duration(mean=0.3, p95=0.3)
_AMOUNT = Variable(name="amount", type=VariableType.NUMBER, low=10, high=20, source="a")
_HOW: dict[EventKind, dict[str, Any]] = {
    EventKind.TIMER: {"timer": 0.3},
    EventKind.MESSAGE: {"wait": _SOON, "ref": "it"},
    EventKind.SIGNAL: {"wait": _SOON, "ref": "it"},
    EventKind.CONDITIONAL: {"condition": "amount > 5"},
    EventKind.ERROR: {"ref": "it"},
    EventKind.ESCALATION: {"ref": "it"},
}


def _at_edge(what: EventKind, *, interrupting: bool, clause: str = "13.5.4") -> Specimen:
    """It stands on a scope in which ``a`` is done and ``b`` of another participant takes long."""
    edge = event(
        "edge",
        NodeKind.BOUNDARY,
        what,
        attached_to="sub",
        interrupting=interrupting,
        **_HOW[what],
    )
    inside, flows = _inside(what)
    nodes = [*scope("sub", inside), edge, step("c"), step("d")]
    return Specimen(
        group="Boundary event",
        element=f"{what.value}, {_way(interrupting)}",
        clause=clause,
        definition=draw(nodes, ["start > sub > c > end", "edge > d", *flows], variables=(_AMOUNT,)),
        stands=frozenset("ad" if interrupting else "abcd"),
    )


def _in_scope(what: EventKind, *, interrupting: bool) -> Specimen:
    """It begins an event sub-process of the same scope."""
    begins = event("on", NodeKind.START, what, interrupting=interrupting, **_HOW[what])
    handler = scope("handler", [begins, step("d")], NodeKind.EVENT_SUB_PROCESS)
    inside, flows = _inside(what)
    nodes = [*scope("sub", [*inside, *handler]), step("c")]
    return Specimen(
        group="Event sub-process",
        element=f"{what.value}, {_way(interrupting)}",
        clause="13.5.4",
        definition=draw(nodes, ["start > sub > c > end", "on > d", *flows], variables=(_AMOUNT,)),
        stands=frozenset("acd" if interrupting else "abcd"),
    )


def _inside(what: EventKind) -> tuple[list[Node], list[str]]:
    """``a`` and, beside it or after it, the long ``b``; a branch throws what is to be caught."""
    work = [step("a"), step("b", FAR, seconds=2.0, undo=True)]
    if what not in {EventKind.ERROR, EventKind.ESCALATION}:
        return work, ["a > b"]
    kind = NodeKind.END if what is EventKind.ERROR else NodeKind.THROW
    thrown = event("thrown", kind, what, ref="it")
    return [event("in", NodeKind.START), *work, thrown], ["in > a > thrown", "in > b"]


def _way(interrupting: bool) -> str:
    return "interrupting" if interrupting else "not interrupting"


def _business_error() -> Specimen:
    """``b`` of another participant answers with an error that its own boundary catches."""
    edge = event("edge", NodeKind.BOUNDARY, EventKind.ERROR, ref="no", attached_to="b")
    nodes = [step("a"), step("b", FAR, error="no"), edge, step("c"), step("d")]
    return Specimen(
        group="Boundary event",
        element="error, on a step",
        clause="13.5.4",
        definition=draw(nodes, ["start > a > b > c > end", "edge > d"]),
        stands=frozenset("ad"),
    )


def _cancelled() -> Specimen:
    edge = event("edge", NodeKind.BOUNDARY, EventKind.CANCEL, attached_to="deal")
    no = event("no", NodeKind.END, EventKind.CANCEL)
    inside = [step("a", undo=True), step("b", FAR, undo=True), no]
    nodes = [*scope("deal", inside, NodeKind.TRANSACTION), edge, step("c"), step("d")]
    return Specimen(
        group="Boundary event",
        element="cancel, on a transaction",
        clause="10.5.5",
        definition=draw(nodes, ["start > deal > c > end", "a > b > no", "edge > d"]),
        stands=frozenset("d"),
    )


def _compensating() -> Specimen:
    """A scope that is done is taken back by its compensation event sub-process."""
    begins = event("on", NodeKind.START, EventKind.COMPENSATION)
    handler = scope("handler", [begins, step("d")], NodeKind.EVENT_SUB_PROCESS)
    back = event("back", NodeKind.THROW, EventKind.COMPENSATION, ref="sub")
    nodes = [*scope("sub", [step("a"), step("b", FAR), *handler]), back, step("c", FAR)]
    return Specimen(
        group="Event sub-process",
        element="compensation",
        clause="13.5.5",
        definition=draw(nodes, ["start > sub > back > c > end", "a > b", "on > d"]),
        stands=frozenset("abcd"),
    )


_OUTSIDE = (EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL)

SPECIMENS = (
    *(_at_edge(what, interrupting=True) for what in _OUTSIDE),
    _at_edge(EventKind.ERROR, interrupting=True),
    _business_error(),
    _at_edge(EventKind.ESCALATION, interrupting=True),
    _cancelled(),
    *(_at_edge(what, interrupting=False) for what in _OUTSIDE),
    _at_edge(EventKind.ESCALATION, interrupting=False),
    *(_in_scope(what, interrupting=True) for what in _OUTSIDE),
    _in_scope(EventKind.ERROR, interrupting=True),
    _in_scope(EventKind.ESCALATION, interrupting=True),
    *(_in_scope(what, interrupting=False) for what in _OUTSIDE),
    _in_scope(EventKind.ESCALATION, interrupting=False),
    _compensating(),
)
