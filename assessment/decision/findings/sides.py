"""The recommended model against what each step needs, whichever side it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.boundary import followers
from assessment.decision.findings.rules import Hit, Judged, Predicate
from assessment.decision.findings.words import step_name, step_names
from assessment.decision.phrases import listed, quoted
from workflows.definition.model import Consistency, Definition, Node, OrchestrationModel, Side

__all__ = ["PREDICATES"]


def override_against_rule(judged: Judged) -> Iterator[Hit]:
    """A step was moved to the event-driven side although it needs a conductor."""
    for placement in judged.boundary:
        if placement.side is Side.EVENT_DRIVEN and placement.suggested is Side.ORCHESTRATED:
            yield Hit(where=placement.step, words={"step": quoted(placement.name)})


def immediate_across_events(judged: Judged) -> Iterator[Hit]:
    """A step that must be certain hands over by an event to another participant; the weaker case
    where its consistency is assumed."""
    definition = judged.assessment.definition
    by_events = _by_events(judged)
    for step in definition.forward_steps:
        needs = step.requirements
        if not needs or needs.consistency is not Consistency.IMMEDIATE or step.id not in by_events:
            continue
        follower = _elsewhere(definition, step)
        if follower:
            participant = definition.participants_by_id.get(follower.participant or "")
            words = {
                "step": step_name(step),
                "next": step_name(follower),
                "model": judged.recommended.value,
                "follower": participant.name if participant else "whoever performs it",
            }
            yield Hit(where=step.id, words=words, mild="consistency" in needs.assumed)


def changing_partner_conducted(judged: Judged) -> Iterator[Hit]:
    """Participants that change every month stand under the orchestrator."""
    changing = set(judged.assessment.context.changing)
    if not changing or judged.recommended is OrchestrationModel.CHOREOGRAPHY:
        return
    definition, by_events = judged.assessment.definition, _by_events(judged)
    conducted = [
        step
        for step in definition.forward_steps
        if step.participant in changing and step.id not in by_events
    ]
    if conducted:
        performers = {step.participant for step in conducted}
        names = [p.name for p in definition.participants if p.id in performers]
        verb, stand = ("changes", "stands") if len(names) == 1 else ("change", "stand")
        stand = "stands" if len(conducted) == 1 else "stand"
        words = {
            "participants": f"{listed(names)} {verb}",
            "who": listed(names),
            "steps": f"{step_names(conducted)} {stand}",
        }
        yield Hit(where="context.changing", words=words)


def _by_events(judged: Judged) -> set[str]:
    """The steps that react to events under the recommended model."""
    if judged.recommended is OrchestrationModel.CENTRALIZED:
        return set()
    if judged.recommended is OrchestrationModel.CHOREOGRAPHY:
        return {step.id for step in judged.assessment.definition.steps}
    return {place.step for place in judged.boundary if place.side is Side.EVENT_DRIVEN}


def _elsewhere(definition: Definition, step: Node) -> Node | None:
    """The first step after this one that another participant performs."""
    later = followers(definition, step)
    return next((one for one in later if one.participant != step.participant), None)


PREDICATES: Mapping[str, Predicate] = {
    "changing-partner-conducted": changing_partner_conducted,
    "override-against-rule": override_against_rule,
    "immediate-across-events": immediate_across_events,
}
