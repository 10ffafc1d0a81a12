"""How specimens are drawn: steps of two participants, and flows as one writes them down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from workflows.definition.model import (
    Definition,
    Duration,
    Effect,
    EventKind,
    Failure,
    Flow,
    MessageFlow,
    Node,
    NodeKind,
    Participant,
    Requirements,
    Retry,
    Variable,
)

__all__ = ["FAR", "NEAR", "Specimen", "draw", "event", "scope", "step"]

NEAR = "near"
"""The participant whose steps the hybrid model orchestrates."""
FAR = "far"
"""The participant that reacts to events under the hybrid model."""

_PARTICIPANTS = (Participant(id=NEAR, name="Near"), Participant(id=FAR, name="Far"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One element in a map that needs it. ``stands`` are the steps whose effects stand when a case
    has come to its end; ``clause`` is where BPMN 2.0.2 (OMG formal/2013-12-09) describes the
    element."""

    group: str
    element: str
    clause: str
    definition: Definition
    stands: frozenset[str]


def step(
    name: str,
    by: str = NEAR,
    *,
    undo: bool = False,
    seconds: float = 0.1,
    error: str = "",
    kind: NodeKind = NodeKind.TASK,
    **more: Any,
) -> Node:
    """A step with an effect; with ``undo`` there is an ``undo-<name>``, with ``error`` it always
    ends with this business error."""
    needs = Requirements(
        effect=Effect(idempotent=True, compensation=f"undo-{name}" if undo else None),
        duration=Duration(mean=seconds, p95=seconds),
        failure=Failure(errors=((error, 1.0),) if error else ()),
        retry=Retry(max_attempts=2),
    )
    return Node(id=name, name=name, kind=kind, participant=by, requirements=needs, **more)


def event(name: str, kind: NodeKind, what: EventKind = EventKind.NONE, **more: Any) -> Node:
    """A start, end, catch, throw or boundary event."""
    return Node(id=name, name=name, kind=kind, event=what, **more)


def scope(
    name: str, inside: Iterable[Node], kind: NodeKind = NodeKind.SUB_PROCESS, **more: Any
) -> tuple[Node, ...]:
    """A scope and what is in it; what stands in a scope already stays there."""
    moved = (replace(node, parent=node.parent or name) for node in inside)
    return (Node(id=name, name=name, kind=kind, **more), *moved)


def draw(
    nodes: Sequence[Node],
    flows: Sequence[str],
    *,
    name: str = "specimen",
    variables: tuple[Variable, ...] = (),
    messages: Sequence[tuple[str, str]] = (),
    called: tuple[Definition, ...] = (),
) -> Definition:
    """A map of these nodes and the undo steps that they ask for. A flow is ``a > b > c``, behind
    ``|`` with the condition of its last part, which may be ``default``. A start and an end are
    added where a flow names them."""
    drawn = [*nodes, *(_undo(node) for node in nodes if _undo_name(node))]
    named = {part.strip() for text in flows for part in text.split("|")[0].split(">")}
    if "start" in named and all(node.id != "start" for node in nodes):
        drawn.insert(0, event("start", NodeKind.START))
    if "end" in named and all(node.id != "end" for node in nodes):
        drawn.append(event("end", NodeKind.END))
    return Definition(
        id=name,
        name=name,
        participants=_PARTICIPANTS,
        nodes=tuple(drawn),
        flows=tuple(_flows(flows)),
        message_flows=tuple(
            MessageFlow(id=f"{source}-{target}", source=source, target=target)
            for source, target in messages
        ),
        variables=variables,
        called=called,
    )


def _flows(texts: Iterable[str]) -> Iterator[Flow]:
    for text in texts:
        way, _, guard = (part.strip() for part in text.partition("|"))
        parts = [part.strip() for part in way.split(">")]
        for place, (source, target) in enumerate(pairwise(parts), start=2):
            last = place == len(parts)
            yield Flow(
                id=f"{source}-to-{target}",
                source=source,
                target=target,
                condition=guard if last and guard != "default" else "",
                default=last and guard == "default",
            )


def _undo_name(node: Node) -> str | None:
    effect = node.requirements.effect if node.requirements else None
    return effect.compensation if effect else None


def _undo(node: Node) -> Node:
    undo = step(_undo_name(node) or "", node.participant or NEAR, kind=NodeKind.COMPENSATION)
    return replace(undo, parent=node.parent)
