"""Two milestones side by side: what changed, and which change moved the verdict by how much.

The changes are applied to the earlier assessment group by group, in the order of ``Group``, and
the verdict is worked out anew after each: *move of a group* = the lead with it minus the lead
without it. The lead is that of the model which led before, over its best rival, and is below 0 once
that model has lost it. The moves sum to the whole by construction; since groups act on each other,
another order could share it out otherwise, so the order is always stated (sequential attribution,
as in a variance bridge).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from assessment.decision.assessment import Assessment
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import points
from assessment.decision.records.change import Change, Group
from assessment.decision.records.experiment_changes import experiment_changes
from assessment.decision.records.knowledge_changes import knowledge_changes
from assessment.decision.records.map_changes import boundary_changes, map_changes
from assessment.decision.records.statement_changes import (
    answer_changes,
    fact_changes,
    further_changes,
    weight_changes,
)
from assessment.decision.sentence import percent_of_draws
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_parts import Verdict
from workflows.definition.findings import Finding
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment

__all__ = ["ORDER", "Comparison", "Effect", "Move", "Standing", "compare"]

ORDER = tuple(Group)
"""The order in which the groups are applied."""

_FIELDS: Mapping[Group, tuple[str, ...]] = {
    Group.FACTS: ("context", "symptoms"),
    Group.ANSWERS: ("answers",),
    Group.WEIGHTS: ("weights", "weighting"),
    Group.MAP: ("definition", "boundary"),
    Group.EXPERIMENT: ("scenario",),
}
_NAMED = {name for names in _FIELDS.values() for name in names} | {"name", "knowledge"}
_NOTICEABLE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stood at a moment. ``label`` names it ("milestone 2", "now"), ``software`` the Podium
    that judged it, ``scores`` what that Podium said, where it was frozen; None: judge it now."""

    label: str
    assessment: Assessment
    knowledge: Knowledge
    software: str
    experiment: Experiment | None = None
    notes: tuple[Finding, ...] = ()
    scores: Mapping[OrchestrationModel, float] | None = None

    def verdict(self) -> Verdict:
        """What today's Podium says about it."""
        return verdict_for(
            self.assessment, self.experiment, notes=self.notes, knowledge=self.knowledge
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A group applied: the ``lead`` after it, by how many points it moved, and who leads then."""

    group: Group
    by: float
    lead: float
    leader: OrchestrationModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What all changes together did to one model: its score, and its share of firsts in words, as
    today's Podium draws them."""

    model: OrchestrationModel
    before: float
    after: float
    percent_before: str
    percent_after: str

    @property
    def by(self) -> float:
        """The points it gained."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``before`` and ``after`` as today's Podium judges them, what ``changes`` lie between, and how
    the lead of ``leader``, who led before, went from ``start`` over the ``moves`` to ``end``."""

    before: Verdict
    after: Verdict
    labels: tuple[str, str]
    changes: tuple[Change, ...]
    leader: OrchestrationModel
    start: float
    moves: tuple[Move, ...]
    effects: tuple[Effect, ...]

    @property
    def end(self) -> float:
        """The lead after all moves; below 0 where another model leads."""
        return self.moves[-1].lead if self.moves else self.start

    @property
    def sentence(self) -> str:
        """The whole in one sentence."""
        return f"{self._outcome}{self._cause}."

    @property
    def _outcome(self) -> str:
        winner = self.after.recommended
        if not self.changes and not self.moves:
            return f"Nothing changed: {winner.value} leads by {points(self.after.margin)}"
        if winner is self.leader:
            lead = f"by {points(self.end)} instead of {points(self.start)}"
            if abs(self.end - self.start) < _NOTICEABLE:
                lead = f"by {points(self.end)} as before"
            return f"{winner.value.capitalize()} still leads, {lead}"
        lead = f"from {self.leader.value} to {winner.value}"
        return f"The lead went {lead}, by {points(self.after.margin)}"

    @property
    def _cause(self) -> str:
        strongest = max(self.moves, key=lambda move: abs(move.by), default=None)
        if strongest is None or abs(strongest.by) < _NOTICEABLE or len(self.moves) == 1:
            return ""
        up = "up" if strongest.by > 0 else "down"
        moved = f"{points(abs(strongest.by))} {up} for {self.leader.value}"
        return f"; most of it came from the {strongest.group.value}: {moved}"


def compare(before: Standing, after: Standing) -> Comparison:
    """What lies between two standings. Takes about one verdict for each group that changed."""
    first, last = before.verdict(), after.verdict()
    changes = _changes(before, after)
    leader = _leader(before.scores or first.scores)
    start = _lead(before.scores or first.scores, leader)
    return Comparison(
        before=first,
        after=last,
        labels=(before.label, after.label),
        changes=changes,
        leader=leader,
        start=start,
        moves=tuple(_moves(before, after, first, last, leader)),
        effects=tuple(_effects(before, after, first, last)),
    )


def _changes(before: Standing, after: Standing) -> tuple[Change, ...]:
    old, new, known = before.assessment, after.assessment, after.knowledge
    return (
        *fact_changes(old, new, known),
        *answer_changes(old, new, known),
        *weight_changes(old, new, known),
        *map_changes(old.definition, new.definition),
        *boundary_changes(old, new),
        *experiment_changes((old.scenario, new.scenario), (before.experiment, after.experiment)),
        *further_changes(old, new),
        *knowledge_changes(before.knowledge, known),
        *_software(before.software, after.software),
    )


def _software(before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(group=Group.SOFTWARE, what="Podium", before=before, after=after)


def _moves(
    before: Standing, after: Standing, first: Verdict, last: Verdict, leader: OrchestrationModel
) -> Iterator[Move]:
    lead, shown = _lead(first.scores, leader), _lead(before.scores or first.scores, leader)
    # What another Podium said about the same input is the software's own move, and comes last.
    drift = lead - shown
    drift += _lead(after.scores or last.scores, leader) - _lead(last.scores, leader)
    standing = before
    for group in ORDER:
        changed = _applied(standing, after, group)
        if changed == standing:
            continue
        verdict = changed.verdict()
        by = _lead(verdict.scores, leader) - lead
        lead, shown, standing = lead + by, shown + by, changed
        yield Move(group=group, by=by, lead=shown, leader=verdict.recommended)
    if abs(drift) >= _NOTICEABLE:
        final = _leader(after.scores or last.scores)
        yield Move(group=Group.SOFTWARE, by=drift, lead=shown + drift, leader=final)


def _applied(standing: Standing, after: Standing, group: Group) -> Standing:
    """The standing with one group as it is in ``after``."""
    if group is Group.KNOWLEDGE:
        judged = replace(standing.assessment, knowledge=after.assessment.knowledge)
        return replace(standing, assessment=judged, knowledge=after.knowledge)
    if group is Group.EXPERIMENT:
        standing = replace(standing, experiment=after.experiment)
    if group is Group.MAP:
        standing = replace(standing, notes=after.notes)
    return replace(standing, assessment=_taken(standing.assessment, after.assessment, group))


def _taken(assessment: Assessment, after: Assessment, group: Group) -> Assessment:
    names = _FIELDS.get(group, ())
    if group is Group.FURTHER:
        names = tuple(f.name for f in fields(Assessment) if f.name not in _NAMED)
    taken = replace(assessment, **{name: getattr(after, name) for name in names})
    if group is Group.FACTS:
        # The map carries the volume that the context states.
        drawn = replace(assessment.definition, volume=after.definition.volume)
        return replace(taken, definition=drawn)
    return taken


def _leader(scores: Mapping[OrchestrationModel, float]) -> OrchestrationModel:
    return next(iter(scores))


def _lead(scores: Mapping[OrchestrationModel, float], leader: OrchestrationModel) -> float:
    rivals = [score for model, score in scores.items() if model is not leader]
    return scores[leader] - max(rivals, default=0.0)


def _effects(before: Standing, after: Standing, first: Verdict, last: Verdict) -> Iterator[Effect]:
    old, new = before.scores or first.scores, after.scores or last.scores
    for model in new:
        yield Effect(
            model=model,
            before=old[model],
            after=new[model],
            percent_before=_percent(first, model),
            percent_after=_percent(last, model),
        )


def _percent(verdict: Verdict, model: OrchestrationModel) -> str:
    found = verdict.robustness
    return percent_of_draws(found.firsts[model], found.draws)
