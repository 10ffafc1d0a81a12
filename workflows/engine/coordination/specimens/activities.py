"""Activities: steps, scopes, repetition and undoing."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.model import (
    Definition,
    EventKind,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Variable,
    VariableType,
)
from workflows.engine.coordination.specimens.drawing import (
    FAR,
    Specimen,
    draw,
    event,
    scope,
    step,
)

__all__ = ["SPECIMENS"]

_ENOUGH = Variable(name="enough", type=VariableType.NUMBER, low=10, high=20)


def _task(element: str, kind: NodeKind, clause: str = "13.3.3") -> Specimen:
    nodes = [step("a"), step("b", FAR, kind=kind)]
    return _activity(element, clause, draw(nodes, ["start > a > b > end"]), "a b")


def _activity(element: str, clause: str, definition: Definition, stands: str) -> Specimen:
    return Specimen(
        group="Activity",
        element=element,
        clause=clause,
        definition=definition,
        stands=frozenset(stands.split()),
    )


def _send_and_receive() -> Specimen:
    """``b`` waits for what ``a`` sends."""
    send = step("a", kind=NodeKind.SEND_TASK, ref="it")
    receive = step("b", FAR, kind=NodeKind.RECEIVE_TASK, ref="it")
    nodes = [send, receive, step("c"), step("d", FAR)]
    map_ = draw(nodes, ["start > a > c > end", "start > b > d > end"])
    return _activity("receive task, from a send task", "13.3.3", map_, "a c d")


def _two_pools() -> Specimen:
    """A message flow begins the process of the other participant."""
    other = [event("asked", NodeKind.START, EventKind.MESSAGE), step("b", FAR)]
    nodes = [step("a"), *(replace(node, process="other") for node in other), step("c")]
    map_ = draw(nodes, ["start > a > c > end", "asked > b"], messages=[("a", "asked")])
    return _activity("several processes, with message flows", "9.4", map_, "a b c")


def _in_scope(element: str, kind: NodeKind, clause: str, loop: Loop | None = None) -> Specimen:
    nodes = [*scope("sub", [step("a"), step("b", FAR)], kind, loop=loop), step("c")]
    map_ = draw(nodes, ["start > sub > c > end", "a > b"], variables=(_ENOUGH,))
    return _activity(element, clause, map_, "a b c")


def _called() -> Specimen:
    part = draw([step("a"), step("b", FAR)], ["start > a > b > end"], name="part")
    call = Node(id="call", name="call", kind=NodeKind.CALL_ACTIVITY, calls="part")
    map_ = draw([call, step("c")], ["start > call > c > end"], called=(part,))
    return _activity("call activity", "13.3.4", map_, "call.a call.b c")


def _looped(element: str, loop: Loop) -> Specimen:
    """``b`` of another participant is done again and again."""
    nodes = [step("a"), step("b", FAR, loop=loop), step("c")]
    map_ = draw(nodes, ["start > a > b > c > end"], variables=(_ENOUGH,))
    clause = "13.3.6" if loop.kind is LoopKind.STANDARD else "13.3.7"
    return _activity(element, clause, map_, "a b c")


def _undone_by_scope() -> Specimen:
    """A sub-process is undone by another one."""
    sub = scope("sub", [step("a"), step("b", FAR)], compensation="undo-sub")
    undo = scope("undo-sub", [step("u", FAR)], for_compensation=True)
    back = event("back", NodeKind.THROW, EventKind.COMPENSATION)
    map_ = draw([*sub, *undo, back, step("c", FAR)], ["start > sub > back > c > end", "a > b"])
    return _activity("compensation handler, a sub-process", "13.5.5", map_, "a b u c")


def _undone_in_reverse() -> Specimen:
    """Three steps of two participants are taken back when a fourth one fails."""
    edge = event("edge", NodeKind.BOUNDARY, EventKind.ERROR, ref="no", attached_to="d")
    back = event("back", NodeKind.END, EventKind.COMPENSATION)
    nodes = [
        step("a", undo=True),
        step("b", FAR, undo=True),
        step("c", undo=True),
        step("d", error="no"),
        edge,
        back,
    ]
    map_ = draw(nodes, ["start > a > b > c > d > end", "edge > back"])
    return _activity("compensation handler, in reverse order", "13.5.5", map_, "")


SPECIMENS = (
    _task("task", NodeKind.TASK),
    _task("user task", NodeKind.USER_TASK),
    _task("send task", NodeKind.SEND_TASK),
    _task("receive task, from outside", NodeKind.RECEIVE_TASK),
    _send_and_receive(),
    _two_pools(),
    _in_scope("sub-process", NodeKind.SUB_PROCESS, "13.3.4"),
    _in_scope("transaction, completed", NodeKind.TRANSACTION, "10.3.5"),
    _called(),
    _looped("standard loop", Loop(kind=LoopKind.STANDARD, condition="enough > 5", maximum=3)),
    _looped("multi-instance, parallel", Loop(kind=LoopKind.PARALLEL, count=3)),
    _looped("multi-instance, sequential", Loop(kind=LoopKind.SEQUENTIAL, count=3)),
    _looped(
        "multi-instance, completion condition",
        Loop(kind=LoopKind.SEQUENTIAL, count=3, condition="enough > 5"),
    ),
    _in_scope(
        "multi-instance sub-process",
        NodeKind.SUB_PROCESS,
        "13.3.7",
        Loop(kind=LoopKind.PARALLEL, count=2),
    ),
    _undone_in_reverse(),
    _undone_by_scope(),
)
