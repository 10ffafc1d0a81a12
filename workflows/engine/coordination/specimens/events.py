"""Start, end, throw and catch events."""

from __future__ import annotations

from typing import Any

from workflows.definition.model import Duration, EventKind, NodeKind, Variable, VariableType
from workflows.engine.coordination.specimens.drawing import (
    FAR,
    Specimen,
    draw,
    event,
    scope,
    step,
)

__all__ = ["SPECIMENS"]

_SOON = Duration(mean=0.2, p95=0.2)
_AMOUNT = Variable(name="amount", type=VariableType.NUMBER, low=10, high=20, source="b")
_WORDS = {EventKind.NONE: "plain"}


def _started(what: EventKind, **more: Any) -> Specimen:
    """A case begins by this event."""
    nodes = [event("start", NodeKind.START, what, **more), step("a"), step("b", FAR)]
    return Specimen(
        group="Start event",
        element=_WORDS.get(what, what.value),
        clause="10.5.2",
        definition=draw(nodes, ["start > a > b > end"]),
        stands=frozenset({"a", "b"}),
    )


def _ended(what: EventKind, clause: str, stands: str) -> Specimen:
    """``b`` of another participant comes before the end of a scope, and ``c`` after it; what the
    end throws is caught where it can be."""
    ending = event("out", NodeKind.END, what, ref=_ref(what))
    kind = NodeKind.TRANSACTION if what is EventKind.CANCEL else NodeKind.SUB_PROCESS
    undoable = what in {EventKind.CANCEL, EventKind.COMPENSATION}
    inside = [step("a"), step("b", FAR, undo=undoable), ending]
    nodes = [*scope("sub", inside, kind), step("c")]
    flows = ["start > sub > c > end", "a > b > out"]
    if what in {EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL}:
        edge = event("edge", NodeKind.BOUNDARY, what, ref=_ref(what), attached_to="sub")
        nodes += [edge, step("d", FAR)]
        flows.append("edge > d")
    if what in {EventKind.MESSAGE, EventKind.SIGNAL}:
        nodes += [event("heard", NodeKind.CATCH, what, ref=_ref(what)), step("d", FAR)]
        flows.append("start > heard > d")
    return Specimen(
        group="End event",
        element=_WORDS.get(what, what.value),
        clause=clause,
        definition=draw(nodes, flows),
        stands=frozenset(stands.split()),
    )


def _ref(what: EventKind) -> str:
    named = {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ERROR, EventKind.ESCALATION}
    return "it" if what in named else ""


def _told(what: EventKind, clause: str) -> Specimen:
    """``a`` throws it on its way to ``c``; ``d`` of another participant waits for it."""
    nodes = [
        step("a"),
        event("thrown", NodeKind.THROW, what, ref="it"),
        step("c"),
        event("heard", NodeKind.CATCH, what, ref="it"),
        step("d", FAR),
    ]
    return Specimen(
        group="Intermediate throw",
        element=what.value,
        clause=clause,
        definition=draw(nodes, ["start > a > thrown > c > end", "start > heard > d"]),
        stands=frozenset({"a", "c", "d"}),
    )


def _waited(what: EventKind, element: str, clause: str, **more: Any) -> Specimen:
    """A case waits for it between two steps."""
    wait = event("wait", NodeKind.CATCH, what, **more)
    return Specimen(
        group="Intermediate catch",
        element=element,
        clause=clause,
        definition=draw([step("a"), wait, step("b", FAR)], ["start > a > wait > b > end"]),
        stands=frozenset({"a", "b"}),
    )


def _passed() -> Specimen:
    nodes = [step("a"), event("passed", NodeKind.THROW), step("b", FAR)]
    return Specimen(
        group="Intermediate throw",
        element="plain",
        clause="10.5.4",
        definition=draw(nodes, ["start > a > passed > b > end"]),
        stands=frozenset({"a", "b"}),
    )


def _linked() -> Specimen:
    nodes = [
        step("a"),
        event("out", NodeKind.THROW, EventKind.LINK, ref="there"),
        event("in", NodeKind.CATCH, EventKind.LINK, ref="there"),
        step("b", FAR),
    ]
    return Specimen(
        group="Intermediate throw",
        element="link, and its catch",
        clause="10.5.5",
        definition=draw(nodes, ["start > a > out", "in > b > end"]),
        stands=frozenset({"a", "b"}),
    )


def _escalated() -> Specimen:
    """It is heard at the boundary of the scope, and both ways go on."""
    thrown = event("thrown", NodeKind.THROW, EventKind.ESCALATION, ref="it")
    heard = event(
        "edge",
        NodeKind.BOUNDARY,
        EventKind.ESCALATION,
        ref="it",
        attached_to="sub",
        interrupting=False,
    )
    inside = [step("a"), step("b", FAR), thrown, step("c", FAR)]
    nodes = [*scope("sub", inside), heard, step("d")]
    return Specimen(
        group="Intermediate throw",
        element="escalation",
        clause="10.5.1",
        definition=draw(nodes, ["start > sub > end", "a > b > thrown > c", "edge > d"]),
        stands=frozenset("abcd"),
    )


def _undone() -> Specimen:
    """What ``a`` and ``b`` did is taken back before ``c``."""
    back = event("back", NodeKind.THROW, EventKind.COMPENSATION)
    nodes = [step("a", undo=True), step("b", FAR, undo=True), back, step("c")]
    return Specimen(
        group="Intermediate throw",
        element="compensation",
        clause="13.5.5",
        definition=draw(nodes, ["start > a > b > back > c > end"]),
        stands=frozenset({"c"}),
    )


def _condition() -> Specimen:
    """``c`` waits for what ``b`` finds out."""
    wait = event("wait", NodeKind.CATCH, EventKind.CONDITIONAL, condition="amount > 5")
    nodes = [step("a"), step("b", FAR), wait, step("c")]
    return Specimen(
        group="Intermediate catch",
        element="conditional, by a variable",
        clause="13.5.2",
        definition=draw(
            nodes, ["start > a > b > end", "start > wait > c > end"], variables=(_AMOUNT,)
        ),
        stands=frozenset("abc"),
    )


SPECIMENS = (
    _started(EventKind.NONE),
    _started(EventKind.MESSAGE, ref="it"),
    _started(EventKind.TIMER, timer=1.0),
    _started(EventKind.SIGNAL, ref="it"),
    _started(EventKind.CONDITIONAL),
    _ended(EventKind.NONE, "13.5.6", "a b c"),
    _ended(EventKind.MESSAGE, "13.5.1", "a b c d"),
    _ended(EventKind.SIGNAL, "13.5.1", "a b c d"),
    _ended(EventKind.ERROR, "13.5.6", "a b d"),
    _ended(EventKind.ESCALATION, "13.5.6", "a b d"),
    _ended(EventKind.CANCEL, "13.5.6", "a d"),
    _ended(EventKind.COMPENSATION, "13.5.5", "a c"),
    _ended(EventKind.TERMINATE, "13.5.6", "a b c"),
    _passed(),
    _told(EventKind.MESSAGE, "13.5.1"),
    _told(EventKind.SIGNAL, "13.5.1"),
    _escalated(),
    _linked(),
    _undone(),
    _waited(EventKind.NONE, "plain", "10.5.4"),
    _waited(EventKind.TIMER, "timer", "13.5.2", timer=0.5),
    _waited(EventKind.MESSAGE, "message from outside", "13.5.2", wait=_SOON),
    _waited(EventKind.SIGNAL, "signal from outside", "13.5.2", wait=_SOON),
    _condition(),
)
