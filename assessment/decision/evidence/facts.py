"""Facts: figures read off the map and the matrix, each by one small function.

A fact that nobody stated is missing, never invented. ``measures.py`` names all of them for the
rules in ``knowledge/suggestions.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessment.decision.assessment import Assessment, Context
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.phrases import count, figure, listed, of_all
from workflows.definition.model import (
    Consistency,
    Node,
    NodeKind,
    ParticipantKind,
    Volume,
)
from workflows.sandbox.outcome import Experiment

__all__ = [
    "Measure",
    "changing_share",
    "compensable_share",
    "decisions_per_second",
    "external_share",
    "growth",
    "human_share",
    "immediate_share",
    "missing",
    "owned_share",
    "owner_of",
    "stated_volume",
    "step_count",
    "teams",
    "tied_share",
    "volume_is_stated",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A fact: its value (None: missing), in words, and the key of where it was stated.
    ``assumed`` says that at least part of it is a default nobody confirmed."""

    value: float | None
    text: str
    fact: str
    assumed: bool = False


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


def teams(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many teams own participants that perform steps."""
    owners = {owner_of(assessment, step) for step in assessment.definition.forward_steps} - {""}
    if not owners:
        return missing("nobody has said which teams own the steps", "context.teams")
    verb = "owns" if len(owners) == 1 else "own"
    text = f"{count(len(owners), 'team')} {verb} the steps"
    return Measure(value=float(len(owners)), text=text, fact="context.teams")


def owned_share(assessment: Assessment, _: Experiment | None) -> Measure:
    """Share of steps whose participant has an owning team."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if owner_of(assessment, step)]
    if not hits:
        return missing("no step has a known owner", "context.teams")
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


def decisions_per_second(assessment: Assessment, _: Experiment | None) -> Measure:
    """Steps begun per second in the busiest hour in two years."""
    if not volume_is_stated(assessment):
        return missing("nobody has said how many cases to expect", "context.cases_expected")
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
        return missing("growth is not known", "context.cases_now")
    factor = volume.expected / volume.now
    text = f"volume in two years is {figure(factor)} times today's"
    return Measure(value=factor, text=text, fact="context.cases_expected")


def changing_share(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """Share of steps done by participants that change about every month; None where none do."""
    steps = assessment.definition.forward_steps
    changing = set(assessment.context.changing)
    hits = [step for step in steps if step.participant in changing]
    if not hits:
        return None
    who = [p.name for p in assessment.definition.participants if p.id in changing]
    verb = "changes" if len(who) == 1 else "change"
    does = "does" if len(who) == 1 else "do"
    text = f"{listed(who)} {verb} about every month and {does} {of_all(hits, steps, 'step')}"
    return _share(hits, steps, text, "context.changing")


def tied_share(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """Share of the hand-overs between teams that wait for an immediate result; None without a
    hand-over between teams."""
    flat = assessment.definition.flat
    between = [
        source
        for flow in flat.flows
        if (source := flat.by_id[flow.source]).is_step
        and (target := flat.by_id[flow.target]).is_step
        and _in_two_hands(owner_of(assessment, source), owner_of(assessment, target))
    ]
    if not between:
        return None
    hits = [source for source in between if _consistency(source) is Consistency.IMMEDIATE]
    verb = "waits" if len(hits) == 1 else "wait"
    text = f"{of_all(hits, between, 'hand-over')} between teams {verb} for an immediate result"
    return _share(hits, between, text, "matrix.consistency", "consistency")


def _in_two_hands(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def step_count(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many steps the process has, compensations apart."""
    steps = assessment.definition.forward_steps
    if not steps:
        return missing("the map has no steps yet", "map")
    return Measure(value=float(len(steps)), text=f"{count(len(steps), 'step')} in all", fact="map")


def human_share(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """Share of steps that wait for a person; None where none do."""
    steps = assessment.definition.forward_steps
    hits = [step for step in steps if _waits_for_person(assessment, step)]
    if not hits:
        return None
    verb = "waits" if len(hits) == 1 else "wait"
    text = f"{of_all(hits, steps, 'step')} {verb} for a person"
    return _share(hits, steps, text, "map")


def _waits_for_person(assessment: Assessment, step: Node) -> bool:
    by_person = _performer_kind(assessment, step) is ParticipantKind.HUMAN
    return by_person or step.kind is NodeKind.USER_TASK


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
        return missing("the map has no steps yet", "map")
    assumed = [s for s in steps if s.requirements and column in s.requirements.assumed]
    if len(assumed) == len(steps):
        return missing(f"nobody has confirmed the {column} of any step", fact)
    if assumed:
        text += f" ({len(assumed)} of {len(steps)} assumed)"
    return Measure(value=len(hits) / len(steps), text=text, fact=fact, assumed=bool(assumed))


def missing(text: str, fact: str) -> Measure:
    """A fact that nobody stated; ``text`` says so."""
    return Measure(value=None, text=text, fact=fact)
