"""A case in a few lines: the shape of its process and what surrounds it, as an assessment.

A sketch names groups of steps, one after the other; the map made of it is the simplest that has
this shape: a line of steps, each step that is to be undone with its compensation aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assessment.decision.assessment import Assessment, Context, SymptomRating, Team
from workflows.definition.model import (
    Consistency,
    Definition,
    Effect,
    Flow,
    Node,
    NodeKind,
    OnFailure,
    Participant,
    ParticipantKind,
    Requirements,
)

__all__ = ["Sketch", "StepGroup", "assessment_of", "resized"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGroup:
    """``count`` steps of one kind in a row, all done by the participant ``by`` of the team ``team``
    (empty: not known). ``consistency`` None: nobody has said. ``undo``: its effect must be undone
    when a later step fails; ``effect``: it has one that need not be."""

    name: str
    by: str = ""
    team: str = ""
    consistency: Consistency | None = None
    undo: bool = False
    effect: bool = False
    human: bool = False
    partner: bool = False
    count: int = 1

    @property
    def participant(self) -> str:
        """The id of who does the steps; without a name each group has a participant of its own."""
        return (self.by or self.name).lower().replace(" ", "-")

    @property
    def step_names(self) -> tuple[str, ...]:
        """The names of its steps; from the second on they are numbered."""
        return (self.name, *(f"{self.name} {number}" for number in range(2, self.count + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """``people`` is how many work on it altogether, shared out evenly among the teams."""

    steps: tuple[StepGroup, ...]
    context: Context = field(default_factory=Context)
    symptoms: tuple[SymptomRating, ...] = ()
    people: int | None = None


def assessment_of(sketch: Sketch, name: str) -> Assessment:
    """The assessment that states what the sketch states: no answers, no weights."""
    return Assessment(
        name=name,
        definition=_definition(sketch, name),
        context=replace(sketch.context, teams=_teams(sketch)),
        symptoms=sketch.symptoms,
    )


def resized(sketch: Sketch, steps: int) -> Sketch:
    """The sketch with this many steps: its groups take a further step in turn, the last group
    first; none is lost. Fewer steps than there are groups gives one of each."""
    groups = [replace(group, count=1) for group in sketch.steps]
    for turn in range(max(0, steps - len(groups))):
        place = -1 - turn % len(groups)
        groups[place] = replace(groups[place], count=groups[place].count + 1)
    return replace(sketch, steps=tuple(groups))


def _definition(sketch: Sketch, name: str) -> Definition:
    way = (_plain("start", NodeKind.START), *_steps(sketch), _plain("end", NodeKind.END))
    flows = (Flow(id=f"{a.id}-{b.id}", source=a.id, target=b.id) for a, b in pairwise(way))
    return Definition(
        id="sketch",
        name=name,
        participants=_participants(sketch),
        nodes=(*way, *_undoing(sketch)),
        flows=tuple(flows),
    )


def _plain(name: str, kind: NodeKind) -> Node:
    return Node(id=name, name=name.capitalize(), kind=kind)


def _steps(sketch: Sketch) -> Iterator[Node]:
    for group in sketch.steps:
        kind = NodeKind.USER_TASK if group.human else NodeKind.TASK
        for step_id, name in _named(group):
            yield Node(
                id=step_id,
                name=name,
                kind=kind,
                participant=group.participant,
                requirements=_requirements(group, step_id),
            )


def _undoing(sketch: Sketch) -> Iterator[Node]:
    for group in sketch.steps:
        for step_id, name in _named(group) if group.undo else ():
            yield Node(
                id=f"undo-{step_id}",
                name=f"Undo {name}",
                kind=NodeKind.COMPENSATION,
                participant=group.participant,
                requirements=Requirements(),
            )


def _named(group: StepGroup) -> Iterator[tuple[str, str]]:
    for name in group.step_names:
        yield name.lower().replace(" ", "-"), name


def _requirements(group: StepGroup, step_id: str) -> Requirements:
    undone = Effect(idempotent=True, compensation=f"undo-{step_id}")
    done = Effect(idempotent=True) if group.effect else None
    return Requirements(
        consistency=group.consistency or Consistency.EVENTUAL,
        effect=undone if group.undo else done,
        on_failure=OnFailure.COMPENSATE if group.undo else OnFailure.DEAD_LETTER,
        assumed=frozenset() if group.consistency else frozenset({"consistency", "effect"}),
    )


def _participants(sketch: Sketch) -> tuple[Participant, ...]:
    found: dict[str, Participant] = {}
    for group in sketch.steps:
        found.setdefault(group.participant, _participant(group))
    return tuple(found.values())


def _participant(group: StepGroup) -> Participant:
    kind = ParticipantKind.HUMAN if group.human else ParticipantKind.SERVICE
    return Participant(
        id=group.participant,
        name=group.by or group.name,
        kind=ParticipantKind.EXTERNAL if group.partner else kind,
        team=group.team,
    )


def _teams(sketch: Sketch) -> tuple[Team, ...]:
    owned: dict[str, list[str]] = {}
    for group in sketch.steps:
        if group.team:
            owned.setdefault(group.team, []).append(group.participant)
    if not owned and sketch.people is not None:
        return (Team(name="Everybody", people=sketch.people),)
    return tuple(
        Team(name=name, people=share, owns=tuple(dict.fromkeys(owns)))
        for (name, owns), share in zip(
            owned.items(), _shares(sketch.people, len(owned)), strict=True
        )
    )


def _shares(people: int | None, teams: int) -> list[int | None]:
    if people is None:
        return [None] * teams
    return [people // teams + (place < people % teams) for place in range(teams)]
