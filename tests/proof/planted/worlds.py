"""The fixed worlds in which planted bugs are looked for. Without a bug every invariant holds in
each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.proof.runs import Runs
from tests.workflows.engine.maps import chain, draw, gateway, step, timer
from workflows.definition.model import (
    Definition,
    Duration,
    EventKind,
    Failure,
    Jitter,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    OnFailure,
    Retry,
    Side,
)
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.sandbox.scenario import Scenario

__all__ = ["WORLDS"]


def _undone(name: str, **needs: Any) -> Node:
    """A step that can be undone, and whose failure undoes the case."""
    return step(name, undo=True, on_failure=OnFailure.COMPENSATE, **needs)


def _world(definition: Definition, *faults: Fault, outbox: bool = True) -> Runs:
    boundary = {
        node.id: (Side.ORCHESTRATED, Side.EVENT_DRIVEN)[place % 2]
        for place, node in enumerate(definition.forward_steps)
    }
    scenario = Scenario(
        cases=8, cases_per_hour=600.0, faults=faults, boundary=boundary, outbox=outbox
    )
    return Runs(definition, scenario)


def _share(kind: FaultKind, share: float, point: CrashPoint | None = None) -> Fault:
    return Fault(kind=kind, share=share, point=point)


def _order(*faults: Fault) -> Runs:
    """Three steps that can be undone; the last one often fails for good."""
    steps = [_undone(name) for name in ("reserve", "charge")]
    return _world(chain(*steps, _undone("ship", permanent=0.5)), *faults)


def _one_owner() -> Runs:
    """The same, all done by one participant."""
    names = ("reserve", "charge", "ship")
    steps = [_undone(name, participant="shop") for name in names]
    return _world(chain(*steps, _undone("pack", permanent=0.5, participant="shop")))


def _fork(kind: NodeKind) -> Definition:
    """Two branches, one longer than the other, joined again."""
    nodes = [gateway("split", kind), gateway("join", kind)]
    nodes += [_undone(name) for name in ("a", "b", "c", "d")]
    flows = ["start > split", "split > a 1", "split > b 1", "b > c", "a > join", "c > join"]
    return draw(nodes, [*flows, "join > d", "d > end"])


def _decision() -> Runs:
    nodes = [gateway("split", NodeKind.DECISION), _undone("a"), _undone("b")]
    flows = ["start > split", "split > a 0.5", "split > b 0.5", "a > end", "b > end"]
    return _world(draw(nodes, flows))


def _circle() -> Runs:
    """A step that is come back to."""
    nodes = [gateway(name, NodeKind.DECISION) for name in ("again", "split")]
    flows = ["start > again", "again > a", "a > split", "split > again 0.6", "split > end 0.4"]
    return _world(draw([*nodes, _undone("a")], flows))


def _race() -> Runs:
    """A time and a message, either of which may come first."""
    told = Node(
        id="told",
        name="told",
        kind=NodeKind.CATCH,
        event=EventKind.MESSAGE,
        wait=Duration(mean=1.0, p95=2.0),
    )
    late = Node(id="late", name="late", kind=NodeKind.CATCH, event=EventKind.TIMER, timer=1.0)
    slow = Duration(mean=4.0, p95=4.0)
    nodes = [gateway("race", NodeKind.EVENT_BASED), told, late]
    nodes += [_undone(name, duration=slow) for name in ("a", "b")]
    flows = ["start > race", "race > told", "race > late", "told > a", "late > b"]
    return _world(draw(nodes, [*flows, "a > end", "b > end"]))


def _boundary() -> Runs:
    """A step with a timer on its boundary that runs out in some cases, and a step behind it."""
    slow = _undone("slow", duration=Duration(mean=0.5, p95=1.2))
    nodes = [slow, timer("alarm", "slow", 0.6), _undone("hurry")]
    nodes += [_undone("next", duration=Duration(mean=2.0, p95=2.0))]
    flows = ["start > slow", "slow > next", "next > end", "alarm > hurry", "hurry > end"]
    return _world(draw(nodes, flows))


def _rounds() -> Runs:
    """Up to four rounds one after another, the first of which is enough."""
    loop = Loop(kind=LoopKind.SEQUENTIAL, count=4, condition="true")
    return _world(chain(replace(_undone("a"), loop=loop), _undone("b")))


def _terminated() -> Runs:
    """One branch ends the case while the other is at work."""
    stop = Node(id="stop", name="stop", kind=NodeKind.END, event=EventKind.TERMINATE)
    slow = _undone("slow", duration=Duration(mean=2.0, p95=2.0))
    nodes = [gateway("split", NodeKind.PARALLEL), _undone("a"), slow, stop]
    flows = ["start > split", "split > a", "a > stop", "split > slow", "slow > next"]
    return _world(draw([*nodes, _undone("next")], flows))


def _failing() -> Runs:
    """Steps that fail in passing, or with a business error."""
    retry = Retry(max_attempts=2, initial_interval=0.5, jitter=Jitter.NONE)
    declined = _undone("declined")
    assert declined.requirements is not None
    needs = replace(declined.requirements, failure=Failure(errors=(("no", 0.5),)))
    declined = replace(declined, requirements=needs)
    return _world(chain(_undone("shaky", transient=0.5, retry=retry), declined))


def _hasty() -> Runs:
    """A step that is often done, but too late to be waited for."""
    retry = Retry(max_attempts=1)
    slow = Duration(mean=1.2, p95=2.0)
    hasty = _undone("hasty", duration=slow, timeout=1.0, retry=retry)
    return _world(chain(_undone("a"), hasty))


WORLDS: Mapping[str, Callable[[], Runs]] = {
    "order": _order,
    "order, messages lost": lambda: _order(_share(FaultKind.MESSAGE_LOST, 0.3)),
    "order, messages doubled": lambda: _order(_share(FaultKind.MESSAGE_DUPLICATED, 1.0)),
    "order, participants crash": lambda: _order(_share(FaultKind.PARTICIPANT_CRASH, 0.5)),
    "order, crash after a write": lambda: _order(
        _share(FaultKind.ORCHESTRATOR_CRASH, 0.5, point=CrashPoint.AFTER_WRITE)
    ),
    "order, crash before a write": lambda: _order(
        _share(FaultKind.ORCHESTRATOR_CRASH, 0.5, point=CrashPoint.BEFORE_WRITE)
    ),
    "one owner": _one_owner,
    "parallel": lambda: _world(_fork(NodeKind.PARALLEL)),
    "inclusive": lambda: _world(_fork(NodeKind.INCLUSIVE)),
    "decision": _decision,
    "circle": _circle,
    "race": _race,
    "boundary": _boundary,
    "rounds": _rounds,
    "terminated": _terminated,
    "failing": _failing,
    "hasty": _hasty,
}
