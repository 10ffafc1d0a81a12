"""Volume against what participants can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from assessment.decision.assessment import Assessment
from assessment.decision.evidence.facts import stated_volume, volume_is_stated
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.findings.rules import Hit, Judged, Predicate
from workflows.definition.columns import requirements_of
from workflows.definition.model import Node, Participant
from workflows.definition.quantities import format_duration

__all__ = ["PREDICATES"]

_HOUR = 3600.0
_UNSTATED_HANDS = Participant(id="", name="").concurrency


def volume_over_capacity(judged: Judged) -> Iterator[Hit]:
    """The busiest hour in two years brings more steps than a participant says it can take."""
    for participant, steps, needed in _busiest_hour(judged.assessment):
        capacity = inf if participant.capacity is None else participant.capacity
        if needed > capacity:
            words = {
                "participant": participant.name,
                "capacity": f"{capacity:,.0f}",
                "needed": f"{needed:,.0f}",
            }
            yield Hit(where=steps[0].id, words=words)


def volume_over_hands(judged: Judged) -> Iterator[Hit]:
    """By its stated times, a participant of a stated number of hands cannot do what the busiest
    hour brings. Little's law: hands = arrivals x time (Little 1961)."""
    for participant, steps, needed in _busiest_hour(judged.assessment):
        stated = participant.concurrency != _UNSTATED_HANDS and participant.capacity is None
        mean = _mean_time(judged.assessment, steps) if stated else None
        if mean:
            possible = participant.concurrency * _HOUR / mean
            if needed > possible:
                words = {
                    "participant": participant.name,
                    "hands": f"{participant.concurrency:,}",
                    "time": format_duration(round(mean, 3)),
                    "possible": f"{possible:,.0f}",
                    "needed": f"{needed:,.0f}",
                }
                yield Hit(where=steps[0].id, words=words)


def _busiest_hour(assessment: Assessment) -> Iterator[tuple[Participant, list[Node], float]]:
    """Each participant with its steps, and how many of them the busiest hour in two years brings;
    nothing where nobody stated a volume."""
    if not volume_is_stated(assessment):
        return
    definition = assessment.definition
    visits = expected_visits(definition)
    volume = stated_volume(assessment.context, definition.volume)
    for participant in definition.participants:
        mine = [step for step in definition.forward_steps if step.participant == participant.id]
        if mine:
            rate = volume.expected * volume.peak
            yield participant, mine, rate * sum(visits[step.id] for step in mine)


def _mean_time(assessment: Assessment, steps: list[Node]) -> float | None:
    """Mean working time in seconds over all visits; None where a time is assumed."""
    if any("duration" in requirements_of(step).assumed for step in steps):
        return None
    visits = expected_visits(assessment.definition)
    total = sum(visits[step.id] for step in steps)
    spent = sum(visits[step.id] * requirements_of(step).duration.mean for step in steps)
    return spent / total if total else None


PREDICATES: Mapping[str, Predicate] = {
    "volume-over-capacity": volume_over_capacity,
    "volume-over-hands": volume_over_hands,
}
