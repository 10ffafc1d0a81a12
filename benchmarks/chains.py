"""Maps to measure with: an online order of so many steps, one after another."""

from __future__ import annotations

from itertools import pairwise

from workflows.definition.model import (
    Definition,
    Duration,
    Effect,
    Failure,
    Flow,
    Node,
    NodeKind,
    OrchestrationModel,
    Participant,
    Requirements,
    Side,
)
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.transitions import Transitions

__all__ = ["CONDITIONS", "chain", "transitions_of"]

DURATION = Duration(mean=0.2, p95=0.5)
_STEPS = ("validate", "reserve", "charge", "ship", "notify")

CONDITIONS = Conditions(
    seed=7,
    cases_per_hour=20_000,
    faults=(
        Fault(kind=FaultKind.STEP_ERROR, share=0.01),
        Fault(kind=FaultKind.MESSAGE_LOST, share=0.001),
    ),
)
"""1 % of attempts answer with an error, 0.1 % of messages get lost."""


def chain(steps: int = 5) -> Definition:
    """A start, so many steps with an effect each at five services in turn, an end."""
    services = tuple(Participant(id=name, name=name, concurrency=16) for name in _STEPS)
    needs = Requirements(
        effect=Effect(idempotent=True), duration=DURATION, failure=Failure(), timeout=5.0
    )
    tasks = [
        Node(
            id=f"step-{place}",
            name=f"{_STEPS[place % 5]} {place}",
            kind=NodeKind.TASK,
            participant=_STEPS[place % 5],
            requirements=needs,
        )
        for place in range(steps)
    ]
    start = Node(id="start", name="", kind=NodeKind.START)
    end = Node(id="end", name="", kind=NodeKind.END)
    nodes = (start, *tasks, end)
    flows = tuple(
        Flow(id=f"flow-{place}", source=before.id, target=after.id)
        for place, (before, after) in enumerate(pairwise(nodes))
    )
    return Definition(
        id="order", name="Online order", participants=services, nodes=nodes, flows=flows
    )


def transitions_of(definition: Definition, model: OrchestrationModel) -> Transitions:
    """The map ready to run; under hybrid, the second half is event-driven."""
    compiled = compile_map(definition)
    steps = [node.id for node in definition.steps]
    boundary = dict.fromkeys(steps[(len(steps) + 1) // 2 :], Side.EVENT_DRIVEN)
    return Transitions(compiled, COORDINATIONS[model](compiled, boundary), Wiring())
