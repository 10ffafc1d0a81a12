"""Every measure by the name that the rules in ``knowledge/suggestions.toml`` use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.decision.assessment import Assessment
from assessment.decision.evidence import facts, runs, surroundings
from assessment.decision.evidence.facts import Measure
from workflows.sandbox.outcome import Experiment

__all__ = ["MEASURES"]

MEASURES: Mapping[str, Callable[[Assessment, Experiment | None], Measure | None]] = {
    "immediate-share": facts.immediate_share,
    "compensable-share": facts.compensable_share,
    "teams": facts.teams,
    "owned-share": facts.owned_share,
    "external-share": facts.external_share,
    "changing-share": facts.changing_share,
    "tied-share": facts.tied_share,
    "step-count": facts.step_count,
    "human-share": facts.human_share,
    "decisions-per-second": facts.decisions_per_second,
    "growth": facts.growth,
    "duties": surroundings.duties,
    "record-duties": surroundings.record_duties,
    "event-experience": surroundings.event_experience,
    "event-sight": surroundings.event_sight,
    "broker-skills": surroundings.broker_skills,
    "debugging-of-events": surroundings.debugging_of_events,
    "debugging-share": surroundings.debugging_share,
    "observability": surroundings.observability,
    "operations-budget": surroundings.operations_budget,
    "people": surroundings.people,
    "delivery": surroundings.delivery,
    "hosting": surroundings.hosting,
    "choreography-inconsistent-share": runs.choreography_inconsistent_share,
    "choreography-unseen-share": runs.choreography_unseen_share,
    "centralized-late-share": runs.centralized_late_share,
}
