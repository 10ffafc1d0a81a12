"""Contradictions with the duties that somebody outside checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.boundary import followers
from assessment.decision.findings.rules import Hit, Judged, Predicate
from assessment.decision.findings.words import step_names
from assessment.decision.phrases import count, listed
from workflows.definition.model import (
    Definition,
    Node,
    NodeKind,
    OnFailure,
    ParticipantKind,
)

__all__ = ["PREDICATES"]

_PROTECTING = ("data-protection", "payment", "health")


def regulated_without_undo(judged: Judged) -> Iterator[Hit]:
    """A duty is stated, and an effect would stay although a later failure undoes the case."""
    definition = judged.assessment.definition
    duties = _duties(judged)
    lasting = [step for step in definition.forward_steps if _lasts(definition, step)]
    if duties and lasting:
        words = {"duties": listed(duties), "steps": step_names(lasting)}
        yield Hit(where="context.regulation", words=words)


def four_eyes_missing(judged: Judged) -> Iterator[Hit]:
    """Two people must approve, and the map has fewer than two steps that people do."""
    if "four-eyes" not in judged.assessment.context.regulation:
        return
    definition = judged.assessment.definition
    human = [step for step in definition.forward_steps if _by_people(definition, step)]
    if definition.forward_steps and len(human) < 2:
        verb = "waits" if len(human) == 1 else "wait"
        people = f"only {len(human)} step {verb} for a person" if human else "no step does"
        yield Hit(where="context.regulation", words={"people": people})


def data_unclassified(judged: Judged) -> Iterator[Hit]:
    """A duty protects data, and data flows say nothing about what they carry."""
    duties = _duties(judged, _PROTECTING)
    flows = judged.assessment.definition.data_flows
    names = list(dict.fromkeys(flow.name for flow in flows if not flow.classification))
    if duties and names:
        all_names = count(len(dict.fromkeys(flow.name for flow in flows)), "data flow")
        verb = "has" if len(names) == 1 else "have"
        words = {"duties": listed(duties), "flows": f"{len(names)} of {all_names} {verb}"}
        yield Hit(where="map", words=words)


def _duties(judged: Judged, wanted: tuple[str, ...] = ()) -> list[str]:
    """The stated duties in short words, or only those that are wanted."""
    stated = [duty for duty in judged.assessment.context.regulation if duty != "none"]
    named = [duty for duty in stated if not wanted or duty in wanted]
    labels = [judged.knowledge.label("regulation", duty).split(":")[0] for duty in named]
    return [label[:1].lower() + label[1:] for label in labels]


def _lasts(definition: Definition, step: Node) -> bool:
    effect = step.requirements.effect if step.requirements else None
    if effect is None or effect.compensation:
        return False
    return any(_compensates(later) for later in followers(definition, step))


def _compensates(step: Node) -> bool:
    return bool(step.requirements and step.requirements.on_failure is OnFailure.COMPENSATE)


def _by_people(definition: Definition, step: Node) -> bool:
    participant = definition.participants_by_id.get(step.participant or "")
    by_person = participant is not None and participant.kind is ParticipantKind.HUMAN
    return by_person or step.kind is NodeKind.USER_TASK


PREDICATES: Mapping[str, Predicate] = {
    "regulated-without-undo": regulated_without_undo,
    "four-eyes-missing": four_eyes_missing,
    "data-unclassified": data_unclassified,
}
