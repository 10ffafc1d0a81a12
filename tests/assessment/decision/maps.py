"""Small maps and assessments for the decision's tests, built in one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from assessment.decision.assessment import Answer, Assessment
from workflows.definition.model import (
    Consistency,
    Definition,
    Effect,
    Flow,
    Node,
    NodeKind,
    OrchestrationModel,
    Participant,
    ParticipantKind,
    Requirements,
    Volume,
)
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

STATED: frozenset[str] = frozenset()
ASSUMED = frozenset({"consistency", "effect"})


def step(
    name: str,
    *,
    immediate: bool = False,
    undo: str = "",
    effect: bool = False,
    by: str = "shop",
    kind: NodeKind = NodeKind.TASK,
    **requirements: Any,
) -> Node:
    """A step called ``name``; ``undo`` is the compensation of its effect."""
    consistency = Consistency.IMMEDIATE if immediate else Consistency.EVENTUAL
    done = Effect(compensation=undo or None) if undo or effect else None
    needs = Requirements(consistency=consistency, effect=done, **requirements)
    return Node(id=name, name=name.title(), kind=kind, participant=by, requirements=needs)


def line(*steps: Node, participants: tuple[Participant, ...] = (), **more: Any) -> Definition:
    """A map in which the steps follow each other; compensations stand aside."""
    start, end = (
        Node(id="s", name="", kind=NodeKind.START),
        Node(id="e", name="", kind=NodeKind.END),
    )
    way = [start, *(s for s in steps if s.kind is not NodeKind.COMPENSATION), end]
    flows = (Flow(id=f"{a.id}-{b.id}", source=a.id, target=b.id) for a, b in pairwise(way))
    return Definition(
        id="order",
        name="Order",
        participants=participants or (Participant(id="shop", name="Shop"),),
        nodes=(start, *steps, end),
        flows=tuple(flows),
        **more,
    )


def order(**more: Any) -> Definition:
    """Reserve and charge must agree and be undone; ship and notify may follow."""
    return line(
        step("reserve", immediate=True, undo="release", by="stock"),
        step("charge", immediate=True, undo="refund", by="bank"),
        step("ship", effect=True, by="stock"),
        step("notify", by="mail"),
        step("release", kind=NodeKind.COMPENSATION, by="stock"),
        step("refund", kind=NodeKind.COMPENSATION, by="bank"),
        participants=(
            Participant(id="stock", name="Stock", team="Warehouse"),
            Participant(id="bank", name="Bank", kind=ParticipantKind.EXTERNAL, team="Payments"),
            Participant(id="mail", name="Mail", team="Care"),
        ),
        volume=Volume(now=1000, expected=2000, peak=2),
        **more,
    )


def assessed(definition: Definition | None = None, **more: Any) -> Assessment:
    """An assessment of the order or of another map."""
    return Assessment(name="Order", definition=definition or order(), **more)


def answered(*values: int) -> dict[str, Answer]:
    """Stated answers to the five questions, in their order."""
    names = ("consistency", "autonomy", "event-experience", "scale", "operations")
    return {q: Answer(question=q, value=v) for q, v in zip(names, values, strict=True)}


def ran(
    bad: Mapping[OrchestrationModel, Mapping[CaseVerdict, int]] | None = None,
    *,
    latency_ms: Mapping[OrchestrationModel, int] | None = None,
    cases: int = 100,
) -> Experiment:
    """An experiment in which all cases complete but those in ``bad``."""
    outcomes = {
        model: _outcome(
            model, dict((bad or {}).get(model, {})), (latency_ms or {}).get(model, 50), cases
        )
        for model in OrchestrationModel
    }
    return Experiment(seed=7, cases=cases, outcomes=outcomes, sentence="It ran.")


def _outcome(
    model: OrchestrationModel, bad: dict[CaseVerdict, int], latency_ms: int, cases: int
) -> ModelOutcome:
    well = cases - sum(bad.values())
    verdicts = Counter({CaseVerdict.COMPLETED: well, **bad})
    return ModelOutcome(
        model=model, cases=cases, verdicts=verdicts, latency_ms=Counter({latency_ms: well})
    )
