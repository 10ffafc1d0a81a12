"""The recommended model against experience, budget, time and hosting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.assessment import EventExperience
from assessment.decision.evidence.surroundings import event_experience
from assessment.decision.findings.rules import Hit, Judged, Predicate
from assessment.decision.findings.words import sentence_case
from workflows.definition.model import OrchestrationModel

__all__ = ["PREDICATES"]

_LITTLE = (EventExperience.NONE, EventExperience.TRIED)


def events_untried(judged: Judged) -> Iterator[Hit]:
    """Events are recommended to teams that have run none in earnest."""
    little = judged.assessment.context.event_experience in _LITTLE
    if little and judged.recommended is not OrchestrationModel.CENTRALIZED:
        words = {
            "model": sentence_case(judged.recommended.value),
            "experience": event_experience(judged.assessment, None).text,
        }
        yield Hit(where="context.event_experience", words=words)


def two_kinds_on_small_budget(judged: Judged) -> Iterator[Hit]:
    """Hybrid on a small budget for operations."""
    small = judged.assessment.context.operations_budget == "small"
    if small and judged.recommended is OrchestrationModel.HYBRID:
        yield Hit(where="context.operations_budget")


def two_kinds_in_weeks(judged: Judged) -> Iterator[Hit]:
    """Hybrid, and a first version must run within weeks."""
    soon = judged.assessment.context.delivery == "weeks"
    if soon and judged.recommended is OrchestrationModel.HYBRID:
        yield Hit(where="context.delivery")


def hosting_contradicts(judged: Judged) -> Iterator[Hit]:
    """Managed by a provider and on our own premises at once."""
    context = judged.assessment.context
    if context.hosting == "managed" and "on-premises" in context.constraints:
        yield Hit(where="context.hosting")


PREDICATES: Mapping[str, Predicate] = {
    "hosting-contradicts": hosting_contradicts,
    "events-untried": events_untried,
    "two-kinds-on-small-budget": two_kinds_on_small_budget,
    "two-kinds-in-weeks": two_kinds_in_weeks,
}
