"""Small maps for tests, written the way one would draw them.

chain(step("reserve"), step("charge"))
Drawing().flow("start", "split").flow("split", "a")…
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from workflows.definition.model import (
    Definition,
    Duration,
    Effect,
    EventKind,
    Failure,
    Flow,
    Jitter,
    Node,
    NodeKind,
    OnFailure,
    Participant,
    ParticipantKind,
    Requirements,
    Retry,
    Volume,
)

__all__ = ["QUICK", "chain", "draw", "gateway", "order", "step", "timer"]

QUICK = Requirements(
    duration=Duration(mean=0.1, p95=0.2),
    timeout=5.0,
    retry=Retry(max_attempts=3, initial_interval=0.5, jitter=Jitter.NONE),
)


def step(
    name: str,
    *,
    undo: bool = False,
    effect: bool = False,
    idempotent: bool = True,
    transient: float = 0.0,
    permanent: float = 0.0,
    on_failure: OnFailure = OnFailure.DEAD_LETTER,
    participant: str = "",
    **needs: Any,
) -> Node:
    """A task done by a participant of the same name; with ``undo`` there is an ``undo-<name>``."""
    does = Effect(idempotent=idempotent, compensation=f"undo-{name}" if undo else None)
    requirements = replace(
        QUICK,
        effect=does if effect or undo else None,
        failure=Failure(transient=transient, permanent=permanent),
        on_failure=on_failure,
        **needs,
    )
    return Node(
        id=name,
        name=name,
        kind=NodeKind.TASK,
        participant=participant or name,
        requirements=requirements,
    )


def gateway(name: str, kind: NodeKind) -> Node:
    """A gateway."""
    return Node(id=name, name=name, kind=kind)


def chain(*steps: Node, sla: float | None = None) -> Definition:
    """Start, the steps one after another, end."""
    ids = ["start", *(node.id for node in steps), "end"]
    flows = [f"{a} > {b}" for a, b in pairwise(ids)]
    return draw(steps, flows, sla=sla)


def draw(nodes: Sequence[Node], flows: Sequence[str], *, sla: float | None = None) -> Definition:
    """A map of these nodes, a start, an end and the undo steps that the nodes ask for. A flow is
    ``"a > b"``, with a probability ``"a > b 0.3"``."""
    undos = [_undo(node) for node in nodes if _undo_id(node)]
    everything = (
        Node(id="start", name="start", kind=NodeKind.START),
        *nodes,
        *undos,
        Node(id="end", name="end", kind=NodeKind.END),
    )
    names = dict.fromkeys(node.participant for node in everything if node.participant)
    return Definition(
        id="map",
        name="Test map",
        participants=tuple(_participant(name) for name in names),
        nodes=everything,
        flows=tuple(_flow(number, text) for number, text in enumerate(flows)),
        sla=sla,
        volume=Volume(now=3_600.0),
    )


def timer(name: str, host: str, seconds: float, *, interrupting: bool = True) -> Node:
    """A timer on the boundary of ``host``."""
    return Node(
        id=name,
        name=name,
        kind=NodeKind.BOUNDARY,
        event=EventKind.TIMER,
        timer=seconds,
        attached_to=host,
        interrupting=interrupting,
    )


def order(*, idempotent: bool = True) -> Definition:
    """Three steps that can be undone, the last of which may fail and then undoes the others."""
    return chain(
        step("reserve", undo=True, idempotent=idempotent, on_failure=OnFailure.COMPENSATE),
        step("charge", undo=True, idempotent=idempotent, on_failure=OnFailure.COMPENSATE),
        step(
            "ship",
            undo=True,
            idempotent=idempotent,
            permanent=0.1,
            on_failure=OnFailure.COMPENSATE,
        ),
    )


def _undo_id(node: Node) -> str | None:
    effect = node.requirements.effect if node.requirements else None
    return effect.compensation if effect else None


def _undo(node: Node) -> Node:
    undo_id = _undo_id(node) or ""
    return Node(
        id=undo_id,
        name=undo_id,
        kind=NodeKind.COMPENSATION,
        participant=node.participant,
        parent=node.parent,
        requirements=replace(QUICK, effect=Effect(idempotent=True)),
    )


def _participant(name: str) -> Participant:
    kind = ParticipantKind.HUMAN if name.startswith("person") else ParticipantKind.SERVICE
    return Participant(id=name, name=name, kind=kind)


def _flow(number: int, text: str) -> Flow:
    source, _, rest = text.partition(" > ")
    target, _, share = rest.partition(" ")
    probability = float(share) if share else None
    return Flow(id=f"f{number}", source=source, target=target, probability=probability)
