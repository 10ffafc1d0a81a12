"""What draws each step of a map to a side, by the rules of ``knowledge/boundary.toml``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary.hand_overs import companions, hand_overs, reversed_hand_overs
from assessment.decision.boundary.knowledge import BoundaryKnowledge
from assessment.decision.evidence.facts import decisions_per_second, owner_of
from assessment.decision.phrases import figure, listed, quoted
from workflows.definition.model import (
    Consistency,
    Definition,
    Node,
    NodeKind,
    OnFailure,
    ParticipantKind,
    Side,
)

__all__ = ["Charge", "Ground", "charges", "ground_of", "undo_of"]

_AUDITED = ("audit", "four-eyes", "financial-supervision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What draws one step to one side: the rule's id, its points (half where it is read from an
    assumed value), and the reason in words that end a sentence."""

    rule: str
    side: Side
    points: float
    reason: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the rules look at, worked out once for a map.

    By step id: ``after`` holds the steps that come next, ``before`` those that hand over to it,
    ``together`` how many follow the same result, ``failing`` the next step whose failure undoes
    the case, ``undoable`` an earlier step that a failure must undo. The core are the steps that
    must agree (immediate consistency, or an effect to undo); ``core_later`` holds the steps before
    one of them, ``core_teams`` their teams.
    """

    assessment: Assessment
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    together: Mapping[str, int]
    failing: Mapping[str, Node]
    undoable: Mapping[str, Node]
    core_later: frozenset[str]
    has_core: bool
    core_teams: frozenset[str]
    duties: tuple[str, ...]
    rate: float

    @property
    def definition(self) -> Definition:
        """The map."""
        return self.assessment.definition


def ground_of(assessment: Assessment) -> Ground:
    """Everything the rules ask for, in time linear in the map."""
    definition = assessment.definition
    after = hand_overs(definition)
    before = reversed_hand_overs(after)
    steps = definition.forward_steps
    core = [step for step in steps if undo_of(step) or _is_immediate(step)]
    return Ground(
        assessment=assessment,
        after=after,
        before=before,
        together=companions(definition),
        failing=_nearest(definition, before, [s for s in steps if _compensates(s)]),
        undoable=_nearest(definition, after, [s for s in steps if undo_of(s)]),
        core_later=frozenset(_nearest(definition, before, core)),
        has_core=bool(core),
        core_teams=frozenset({owner_of(assessment, step) for step in core} - {""}),
        duties=tuple(duty for duty in assessment.context.regulation if duty in _AUDITED),
        rate=decisions_per_second(assessment, None).value or 0.0,
    )


def charges(ground: Ground, step: Node, knowledge: BoundaryKnowledge) -> tuple[Charge, ...]:
    """Everything that draws a step, in the order of the rules."""
    return tuple(
        Charge(
            rule=rule.id,
            side=rule.side,
            points=rule.points / 2 if drawn.assumed else rule.points,
            reason=rule.reason.format(**drawn.words),
            assumed=drawn.assumed,
        )
        for rule in knowledge.charges.values()
        if (drawn := _RULES[rule.id](ground, step, rule.start))
    )


def undo_of(step: Node) -> str | None:
    """The compensation that undoes the step's effect."""
    effect = step.requirements.effect if step.requirements else None
    return effect.compensation if effect else None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """That a rule holds: the words for its reason, and whether it rests on an assumed value."""

    words: Mapping[str, str]
    assumed: bool = False


def _undone(ground: Ground, step: Node, _: float) -> _Drawn | None:
    if not undo_of(step):
        return None
    later = ground.failing.get(step.id)
    words = {"later": _name(later) if later else "a later step"}
    return _Drawn(words, _is_assumed(step, "effect"))


def _immediate(_: Ground, step: Node, __: float) -> _Drawn | None:
    return _Drawn({}, _is_assumed(step, "consistency")) if _is_immediate(step) else None


def _undoes(ground: Ground, step: Node, _: float) -> _Drawn | None:
    earlier = ground.undoable.get(step.id)
    if earlier is None or not _compensates(step):
        return None
    return _Drawn({"earlier": _name(earlier)}, _is_assumed(step, "on_failure"))


def _person(ground: Ground, step: Node, _: float) -> _Drawn | None:
    participant = ground.definition.participants_by_id.get(step.participant or "")
    human = participant is not None and participant.kind is ParticipantKind.HUMAN
    if not human and step.kind is not NodeKind.USER_TASK:
        return None
    has_deadline = bool(step.requirements and step.requirements.deadline)
    return _Drawn({"deadline": ", with a deadline to keep" if has_deadline else ""})


def _audited(ground: Ground, step: Node, _: float) -> _Drawn | None:
    if not ground.duties or not (step.requirements and step.requirements.effect):
        return None
    return _Drawn({"duties": listed(list(ground.duties))}, _is_assumed(step, "effect"))


def _changing(ground: Ground, step: Node, _: float) -> _Drawn | None:
    if step.participant not in ground.assessment.context.changing:
        return None
    participant = ground.definition.participants_by_id.get(step.participant or "")
    return _Drawn({"participant": participant.name if participant else str(step.participant)})


def _eventual(_: Ground, step: Node, __: float) -> _Drawn | None:
    if step.requirements is None or _is_immediate(step):
        return None
    return _Drawn({}, _is_assumed(step, "consistency"))


def _rim(ground: Ground, step: Node, _: float) -> _Drawn | None:
    if step.requirements is None or _is_immediate(step) or undo_of(step):
        return None
    if step.id in ground.core_later or not ground.has_core:
        return None
    return _Drawn({}, _is_assumed(step, "consistency"))


def _own_team(ground: Ground, step: Node, _: float) -> _Drawn | None:
    team = owner_of(ground.assessment, step)
    if not team or not ground.core_teams or team in ground.core_teams:
        return None
    return _Drawn({"team": team})


def _fan_out(ground: Ground, step: Node, _: float) -> _Drawn | None:
    count = ground.together.get(step.id, 1)
    return _Drawn({"count": str(count)}) if count > 1 else None


def _no_effect(_: Ground, step: Node, __: float) -> _Drawn | None:
    if step.requirements is None or step.requirements.effect or _is_immediate(step):
        return None
    return None if _is_assumed(step, "effect") else _Drawn({})


def _volume(ground: Ground, _: Node, start: float) -> _Drawn | None:
    return _Drawn({"rate": figure(ground.rate)}) if ground.rate >= start else None


_RULES: Mapping[str, Callable[[Ground, Node, float], _Drawn | None]] = {
    "undone": _undone,
    "immediate": _immediate,
    "undoes": _undoes,
    "person": _person,
    "audited": _audited,
    "changing": _changing,
    "eventual": _eventual,
    "rim": _rim,
    "own-team": _own_team,
    "fan-out": _fan_out,
    "no-effect": _no_effect,
    "volume": _volume,
}


def _is_immediate(step: Node) -> bool:
    return bool(step.requirements and step.requirements.consistency is Consistency.IMMEDIATE)


def _compensates(step: Node) -> bool:
    return bool(step.requirements and step.requirements.on_failure is OnFailure.COMPENSATE)


def _is_assumed(step: Node, column: str) -> bool:
    return bool(step.requirements and column in step.requirements.assumed)


def _name(step: Node) -> str:
    return quoted(step.name or step.id)


def _nearest(
    definition: Definition, ways: Mapping[str, tuple[str, ...]], sources: list[Node]
) -> dict[str, Node]:
    """For each step the nearest of ``sources`` that reaches it along ``ways``, itself excepted; of
    two as near, the first on the map."""
    found: dict[str, Node] = {}
    queue = deque((source.id, source) for source in sources)
    own = {source.id for source in sources}
    while queue:
        here, source = queue.popleft()
        for there in _unreached(ways[here], found, source):
            found[there] = source
            # A source speaks for itself: it has been in the queue from the start.
            if there not in own:
                queue.append((there, source))
    return {step.id: found[step.id] for step in definition.forward_steps if step.id in found}


def _unreached(ways: tuple[str, ...], found: Mapping[str, Node], source: Node) -> Iterator[str]:
    return (there for there in ways if there not in found and there != source.id)
