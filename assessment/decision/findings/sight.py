"""The recommended model against what can be seen of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.findings.rules import Hit, Judged, Predicate
from assessment.decision.findings.words import sentence_case, step_names
from workflows.definition.model import OnFailure, OrchestrationModel

__all__ = ["PREDICATES"]


def events_unseen(judged: Judged) -> Iterator[Hit]:
    """Events are recommended, and neither tracing nor correlation ids are in place."""
    stated = judged.assessment.context.observability
    unseen = stated is not None and not {"tracing", "correlation-ids"} & set(stated)
    if unseen and judged.recommended is not OrchestrationModel.CENTRALIZED:
        model = sentence_case(judged.recommended.value)
        yield Hit(where="context.observability", words={"model": model})


def no_metrics(judged: Judged) -> Iterator[Hit]:
    """Somebody has said what is in place, and metrics are not."""
    stated = judged.assessment.context.observability
    if stated is not None and "metrics" not in stated:
        yield Hit(where="context.observability")


def observability_unknown(judged: Judged) -> Iterator[Hit]:
    """Nobody has said what is in place."""
    if judged.assessment.context.observability is None:
        yield Hit(where="context.observability")


def dead_letters_unwatched(judged: Judged) -> Iterator[Hit]:
    """Steps give up into a dead-letter queue by a stated choice, and there are no alerts."""
    stated = judged.assessment.context.observability
    if stated is None or "alerts" in stated:
        return
    giving_up = [
        step
        for step in judged.assessment.definition.forward_steps
        if step.requirements
        and step.requirements.on_failure is OnFailure.DEAD_LETTER
        and "on_failure" not in step.requirements.assumed
    ]
    if giving_up:
        yield Hit(where="context.observability", words={"steps": step_names(giving_up)})


PREDICATES: Mapping[str, Predicate] = {
    "events-unseen": events_unseen,
    "no-metrics": no_metrics,
    "observability-unknown": observability_unknown,
    "dead-letters-unwatched": dead_letters_unwatched,
}
