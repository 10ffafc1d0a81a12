"""Facts: figures read off the map, the matrix, the context and an experiment.

Each measure is one small function; ``MEASURES`` names them for the rules in
``knowledge/suggestions.toml``. A fact that nobody stated is missing, never invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.decision.assessment import Assessment, Context, EventExperience
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.phrases import count, figure, of_all
from workflows.definition.model import (
    Consistency,
    Node,
    OrchestrationModel,
    ParticipantKind,
    Volume,
)
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["MEASURES", "Measure", "owner_of", "stated_volume", "volume_is_stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A fact: its value (None: missing), in words, and the key of where it was stated.
    ``assumed`` says that at least part of it is a default nobody confirmed."""

    value: float | None
    text: str
    fact: str
    assumed: bool = False


_EXPERIENCE = {
    EventExperience.NONE: "no team has run events",
    EventExperience.TRIED: "events have been tried, not run in earnest",
    EventExperience.ONE_TEAM: "one team runs events in production",
    EventExperience.SEVERAL_TEAMS: "several teams run events in production",
    EventExperience.EVERYDAY: "events are everyday work",
}
_BUDGETS = {"small": 1.0, "medium": 2.0, "large": 3.0}
_PACES = {
    "weeks": (1.0, "a first version must run within weeks"),
    "months": (2.0, "a first version must run within months"),
    "year": (3.0, "there is a year for a first version"),
}
_SIGHT = ("tracing", "correlation-ids")


def immediate_share(assessment: Assessment, _: Experiment | None) -> Measure:
    """Share of steps that need immediate consistency."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if _consistency(step) is Consistency.IMMEDIATE]
    verb = "needs" if len(hits) == 1 else "need"
    text = f"{of_all(hits, steps, 'step')} {verb} immediate consistency"
    return _share(hits, steps, text, "matrix.consistency", "consistency")


def compensable_share(assessment: Assessment, _: Experiment | None) -> Measure:
    """Share of steps with an effect that another step undoes."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if _undo(step)]
    verb = "has" if len(hits) == 1 else "have"
    text = f"{of_all(hits, steps, 'step')} {verb} an effect that must be undone on failure"
    return _share(hits, steps, text, "matrix.effect", "effect")


def duties(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many duties somebody outside checks."""
    stated = assessment.context.regulation
    if not stated:
        return _missing("nobody has said which duties apply", "context.regulation")
    held = [duty for duty in stated if duty != "none"]
    text = f"{count(len(held), 'duty', 'duties')} to answer for" if held else "no outside duties"
    return Measure(value=float(len(held)), text=text, fact="context.regulation")


def teams(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many teams own participants that perform steps."""
    owners = {owner_of(assessment, step) for step in assessment.definition.forward_steps} - {""}
    if not owners:
        return _missing("nobody has said which teams own the steps", "context.teams")
    verb = "owns" if len(owners) == 1 else "own"
    text = f"{count(len(owners), 'team')} {verb} the steps"
    return Measure(value=float(len(owners)), text=text, fact="context.teams")


def owned_share(assessment: Assessment, _: Experiment | None) -> Measure:
    """Share of steps whose participant has an owning team."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if owner_of(assessment, step)]
    if not hits:
        return _missing("no step has a known owner", "context.teams")
    verb = "has" if len(hits) == 1 else "have"
    text = f"{of_all(hits, steps, 'step')} {verb} a known owner"
    return _share(hits, steps, text, "context.teams")


def external_share(assessment: Assessment, _: Experiment | None) -> Measure:
    """Share of steps that systems of somebody else perform."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if _performer_kind(assessment, step) is ParticipantKind.EXTERNAL]
    verb = "is" if len(hits) == 1 else "are"
    text = f"{of_all(hits, steps, 'step')} {verb} done by partners"
    return _share(hits, steps, text, "map.participants")


def event_experience(assessment: Assessment, _: Experiment | None) -> Measure:
    """Experience with events, 1 (none) to 5 (everyday)."""
    stated = assessment.context.event_experience
    if stated is None:
        text = "nobody has said what the teams have done with events"
        return _missing(text, "context.event_experience")
    rank = float(list(EventExperience).index(stated) + 1)
    return Measure(value=rank, text=_EXPERIENCE[stated], fact="context.event_experience")


def event_sight(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many of tracing and correlation ids are in place."""
    stated = assessment.context.observability
    if stated is None:
        return _missing("nobody has said whether events can be traced", "context.observability")
    held = [tool for tool in _SIGHT if tool in stated]
    texts = ("neither tracing nor correlation ids are in place", "events can partly be followed")
    text = texts[len(held)] if len(held) < 2 else "tracing and correlation ids are in place"
    return Measure(value=float(len(held)), text=text, fact="context.observability")


def decisions_per_second(assessment: Assessment, _: Experiment | None) -> Measure:
    """Steps begun per second in the busiest hour in two years."""
    if not volume_is_stated(assessment):
        return _missing("nobody has said how many cases to expect", "context.cases_expected")
    volume = stated_volume(assessment.context, assessment.definition.volume)
    visits = expected_visits(assessment.definition)
    steps = sum(visits[step.id] for step in assessment.definition.forward_steps)
    rate = volume.expected * volume.peak * steps / 3600
    text = (
        f"about {figure(rate)} decisions a second in the busiest hour: "
        f"{volume.expected:,.0f} cases an hour in two years, {figure(steps)} steps each"
    )
    return Measure(value=rate, text=text, fact="context.cases_expected")


def growth(assessment: Assessment, _: Experiment | None) -> Measure:
    """Cases expected over cases now."""
    volume = stated_volume(assessment.context, assessment.definition.volume)
    if not volume_is_stated(assessment) or volume.now <= 0:
        return _missing("growth is not known", "context.cases_now")
    factor = volume.expected / volume.now
    text = f"volume in two years is {figure(factor)} times today's"
    return Measure(value=factor, text=text, fact="context.cases_expected")


def observability(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many kinds of observability are in place."""
    stated = assessment.context.observability
    if stated is None:
        return _missing("nobody has said what can be observed", "context.observability")
    text = (
        f"{len(stated)} of 6 kinds of observability in place" if stated else "nothing observes it"
    )
    return Measure(value=float(len(stated)), text=text, fact="context.observability")


def operations_budget(assessment: Assessment, _: Experiment | None) -> Measure:
    """Budget for operations: 1 small, 2 medium, 3 large."""
    stated = assessment.context.operations_budget
    if stated not in _BUDGETS:
        text = "nobody has said what there is for operations"
        return _missing(text, "context.operations_budget")
    text = f"a {stated} budget for operations"
    return Measure(value=_BUDGETS[stated], text=text, fact="context.operations_budget")


def people(assessment: Assessment, _: Experiment | None) -> Measure:
    """People in the teams together."""
    known = [team.people for team in assessment.context.teams if team.people is not None]
    if not known:
        return _missing("team sizes are not known", "context.teams")
    text = f"{count(sum(known), 'person', 'people')} in {count(len(known), 'team')}"
    partly = len(known) < len(assessment.context.teams)
    return Measure(value=float(sum(known)), text=text, fact="context.teams", assumed=partly)


def choreography_inconsistent_share(_: Assessment, experiment: Experiment | None) -> Measure | None:
    """Share of cases that ended inconsistent under choreography; None without such a run."""
    outcome = _outcome(experiment, OrchestrationModel.CHOREOGRAPHY)
    if outcome is None:
        return None
    hits = outcome.verdicts[CaseVerdict.INCONSISTENT]
    text = f"{hits:,} of {outcome.cases:,} cases ended inconsistent under choreography"
    return Measure(value=hits / outcome.cases, text=text, fact="experiment")


def centralized_late_share(assessment: Assessment, experiment: Experiment | None) -> Measure | None:
    """Share of finished cases over the SLA under centralized; None without run or SLA."""
    outcome = _outcome(experiment, OrchestrationModel.CENTRALIZED)
    sla = assessment.definition.sla
    finished = sum(outcome.latency_ms.values()) if outcome else 0
    if outcome is None or sla is None or not finished:
        return None
    late = sum(number for ms, number in outcome.latency_ms.items() if ms > sla * 1000)
    text = f"{late:,} of {finished:,} finished cases were late under centralized"
    return Measure(value=late / finished, text=text, fact="experiment")


def delivery(assessment: Assessment, _: Experiment | None) -> Measure:
    """How soon a first version must run: 1 weeks, 2 months, 3 a year."""
    stated = assessment.context.delivery
    if stated not in _PACES:
        text = "nobody has said how soon a first version must run"
        return _missing(text, "context.delivery")
    value, text = _PACES[stated]
    return Measure(value=value, text=text, fact="context.delivery")


def steps(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many steps the map has, compensations left out."""
    found = len(assessment.definition.forward_steps)
    if not found:
        return _missing("the map has no steps yet", "map")
    return Measure(value=float(found), text=f"the map has {count(found, 'step')}", fact="map")


MEASURES: Mapping[str, Callable[[Assessment, Experiment | None], Measure | None]] = {
    "immediate-share": immediate_share,
    "compensable-share": compensable_share,
    "duties": duties,
    "teams": teams,
    "owned-share": owned_share,
    "external-share": external_share,
    "event-experience": event_experience,
    "event-sight": event_sight,
    "decisions-per-second": decisions_per_second,
    "growth": growth,
    "observability": observability,
    "operations-budget": operations_budget,
    "people": people,
    "delivery": delivery,
    "steps": steps,
    "choreography-inconsistent-share": choreography_inconsistent_share,
    "centralized-late-share": centralized_late_share,
}


def owner_of(assessment: Assessment, step: Node) -> str:
    """The team that owns a step's participant: from the context, else from the map, else ''."""
    if not step.participant:
        return ""
    for team in assessment.context.teams:
        if step.participant in team.owns:
            return team.name
    participant = assessment.definition.participants_by_id.get(step.participant)
    return participant.team if participant else ""


def volume_is_stated(assessment: Assessment) -> bool:
    """Whether anybody said how many cases there are; a map's untouched default does not count."""
    context = assessment.context
    stated = context.cases_now is not None or context.cases_expected is not None
    return stated or assessment.definition.volume != Volume()


def stated_volume(context: Context, volume: Volume) -> Volume:
    """The map's volume with what the context states in its place. Where only today's figure is
    stated and the map has none, nothing is expected to change."""
    now = volume.now if context.cases_now is None else context.cases_now
    expected = context.cases_expected
    if expected is None:
        expected = now if volume == Volume() else volume.expected
    return replace(volume, now=now, expected=expected)


def _consistency(step: Node) -> Consistency | None:
    return step.requirements.consistency if step.requirements else None


def _undo(step: Node) -> str | None:
    effect = step.requirements.effect if step.requirements else None
    return effect.compensation if effect else None


def _performer_kind(assessment: Assessment, step: Node) -> ParticipantKind | None:
    participant = assessment.definition.participants_by_id.get(step.participant or "")
    return participant.kind if participant else None


def _share(
    hits: Sequence[Node], steps: Sequence[Node], text: str, fact: str, column: str = ""
) -> Measure:
    """A share of the steps. Where ``column`` of the matrix is partly assumed, the words say so."""
    if not steps:
        return _missing("the map has no steps yet", "map")
    assumed = [s for s in steps if s.requirements and column in s.requirements.assumed]
    if len(assumed) == len(steps):
        return _missing(f"nobody has confirmed the {column} of any step", fact)
    if assumed:
        text += f" ({len(assumed)} of {len(steps)} assumed)"
    return Measure(value=len(hits) / len(steps), text=text, fact=fact, assumed=bool(assumed))


def _missing(text: str, fact: str) -> Measure:
    return Measure(value=None, text=text, fact=fact)


def _outcome(experiment: Experiment | None, model: OrchestrationModel) -> ModelOutcome | None:
    outcome = experiment.outcomes.get(model) if experiment else None
    return outcome if outcome and outcome.cases else None
