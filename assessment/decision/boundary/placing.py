"""The side of every step under hybrid: the cheapest division, explained, and what the team chose
otherwise.

A compensation stands where the step stands that it undoes. A side that the team chose wins over
one pinned in the requirement matrix, and that over the cheapest division.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessment.decision.assessment import Assessment
from assessment.decision.boundary.charges import Charge, charges, ground_of, undo_of
from assessment.decision.boundary.cut import Division, Problem, cheapest, price_of
from assessment.decision.boundary.fit import BoundaryFit, fit_of
from assessment.decision.boundary.knowledge import BoundaryKnowledge, CrossingPrice, load_boundary
from assessment.decision.evidence.facts import owner_of
from assessment.decision.phrases import quoted
from workflows.definition.model import Definition, Node, Side
from workflows.sandbox.scenario import Scenario

__all__ = [
    "BoundaryPlan",
    "Placement",
    "boundary_plan",
    "placements",
    "scenario_with_boundary",
    "sides",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The side of one step under hybrid and why. ``suggested`` is the side in the cheapest
    division; ``overridden`` says that the team chose or pinned a side itself. ``drawn`` is what
    draws the step to either side. ``cost`` is what standing here costs more than standing on the
    other side, in points, all other steps staying where they are: above 0, moving would help."""

    step: str
    name: str
    side: Side
    reason: str
    suggested: Side
    overridden: bool
    drawn: tuple[Charge, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryPlan:
    """The boundary of a map: every step's placement in the order of the map, compensations
    included, the cheapest division, the chosen one, and what the cheapest is worth."""

    placements: tuple[Placement, ...]
    best: Division
    chosen: Division
    fit: BoundaryFit

    @property
    def cost_of_overrides(self) -> float:
        """What the team's own choices cost beyond the cheapest division, in points."""
        return self.chosen.cost - self.best.cost


def placements(assessment: Assessment) -> tuple[Placement, ...]:
    """The side of every step, compensations included, in the order of the map."""
    return boundary_plan(assessment).placements


def sides(placed: tuple[Placement, ...]) -> dict[str, Side]:
    """The side of each step by its id."""
    return {placement.step: placement.side for placement in placed}


def scenario_with_boundary(assessment: Assessment) -> Scenario:
    """The assessment's scenario with this boundary in it, ready to run."""
    return replace(assessment.scenario, boundary=sides(placements(assessment)))


def boundary_plan(
    assessment: Assessment, *, knowledge: BoundaryKnowledge | None = None
) -> BoundaryPlan:
    """The boundary of the assessment's map. ``knowledge`` None takes what ships with Podium."""
    knowledge = knowledge or load_boundary()
    ground = ground_of(assessment)
    steps = assessment.definition.forward_steps
    drawn = {step.id: charges(ground, step, knowledge) for step in steps}
    problem = _problem(assessment, drawn, ground.after, knowledge.price)
    best = cheapest(problem)
    chosen = price_of(problem, {s.id: _choice(assessment, s)[0] or best.sides[s.id] for s in steps})
    placed = {
        step.id: replace(
            _placement(assessment, step, best.sides[step.id], drawn[step.id]),
            cost=_saved_by_moving(problem, chosen, step.id, ground.before[step.id]),
        )
        for step in steps
    }
    return BoundaryPlan(
        placements=_with_compensations(assessment, placed),
        best=best,
        chosen=chosen,
        fit=fit_of(problem, best, knowledge),
    )


def _problem(
    assessment: Assessment,
    drawn: Mapping[str, tuple[Charge, ...]],
    after: Mapping[str, tuple[str, ...]],
    price: CrossingPrice,
) -> Problem:
    owner = {step.id: owner_of(assessment, step) for step in assessment.definition.forward_steps}
    return Problem(
        drawn={
            step: {side: _points(found, side) for side in Side} for step, found in drawn.items()
        },
        after=after,
        message={
            (step, follower): price.message
            + (price.schema if owner[step] != owner[follower] else 0.0)
            for step, followers in after.items()
            for follower in followers
        },
        outbox=price.outbox,
    )


def _points(found: tuple[Charge, ...], side: Side) -> float:
    return sum(charge.points for charge in found if charge.side is side)


def _saved_by_moving(
    problem: Problem, chosen: Division, step: str, before: tuple[str, ...]
) -> float:
    """How much cheaper the chosen division would be with this one step on the other side. Looks
    at the step and its neighbours only, so that long maps stay quick."""
    part = replace(
        problem,
        drawn={step: problem.drawn[step]},
        after={near: problem.after[near] for near in (*before, step)},
    )
    moved = {**chosen.sides, step: _other(chosen.sides[step])}
    return price_of(part, chosen.sides).cost - price_of(part, moved).cost


def _with_compensations(
    assessment: Assessment, placed: Mapping[str, Placement]
) -> tuple[Placement, ...]:
    definition = assessment.definition
    undone = _undone(definition)
    return tuple(
        placed[step.id]
        if step.id in placed
        else _beside(assessment, step, placed.get(undone.get(step.id, "")))
        for step in definition.steps
    )


def _undone(definition: Definition) -> dict[str, str]:
    """The step that each compensation undoes, by the compensation's id."""
    return {undo: step.id for step in definition.forward_steps if (undo := undo_of(step))}


def _placement(
    assessment: Assessment, step: Node, suggested: Side, drawn: tuple[Charge, ...]
) -> Placement:
    placement = _pinned(assessment, step, suggested, _reason(suggested, drawn))
    return replace(placement, drawn=drawn)


def _beside(assessment: Assessment, step: Node, undone: Placement | None) -> Placement:
    """A compensation stands beside what it undoes."""
    if undone is None:
        return _pinned(assessment, step, Side.ORCHESTRATED, "Orchestrated: it undoes nothing yet.")
    label = _label(undone.side)
    reason = f"{label}: it undoes {quoted(undone.name)} and stands on the same side."
    return _pinned(assessment, step, undone.side, reason)


def _pinned(assessment: Assessment, step: Node, suggested: Side, reason: str) -> Placement:
    """The suggested side, unless the team chose: by an override first, by the matrix second."""
    side, why = _choice(assessment, step)
    name = step.name or step.id
    if side is not None:
        reason = f"{_label(side)}: {why} (the rule says {suggested.value})."
    return Placement(
        step=step.id,
        name=name,
        side=side or suggested,
        reason=reason,
        suggested=suggested,
        overridden=side is not None,
    )


def _choice(assessment: Assessment, step: Node) -> tuple[Side | None, str]:
    if override := assessment.boundary.get(step.id):
        return override.side, override.reason.rstrip(".") or "the team chose so"
    if step.requirements and step.requirements.side:
        return step.requirements.side, "pinned in the requirement matrix"
    return None, ""


def _reason(side: Side, drawn: tuple[Charge, ...]) -> str:
    """The strongest two charges towards the side, or why the step stands where it is not drawn
    to."""
    mine, others = (_strongest(drawn, each) for each in (side, _other(side)))
    if others and _points(drawn, side) < _points(drawn, _other(side)):
        return f"{_label(side)}: {others[0]}, but a crossing here would not pay for itself."
    if mine:
        return f"{_label(side)}: {' and '.join(mine)}."
    return f"{_label(side)}: nothing draws it to either side, so it stays with its neighbours."


def _strongest(drawn: tuple[Charge, ...], side: Side) -> list[str]:
    mine = sorted((c for c in drawn if c.side is side), key=lambda charge: -charge.points)
    return [charge.reason for charge in mine[:2]]


def _other(side: Side) -> Side:
    return Side.EVENT_DRIVEN if side is Side.ORCHESTRATED else Side.ORCHESTRATED


def _label(side: Side) -> str:
    return side.value.capitalize()
