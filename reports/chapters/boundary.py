"""The hybrid boundary: its worth, each step's side with its reason, and what choices cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.decision.boundary import BoundaryFit, BoundaryPlan, Placement, crossings, sides
from reports.chapters.table import Cell, Table, cell, figures, number, table, words
from reports.content import ReportContent
from reports.figures import score
from workflows.definition.model import Side

__all__ = ["BoundaryChapter", "boundary_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryChapter:
    """``crossings`` is None where nothing crosses, ``overrides`` empty where the team chose
    nothing itself."""

    worth: str
    steps: Table
    crossings: Table | None
    overrides: str


def boundary_chapter(content: ReportContent) -> BoundaryChapter | None:
    """The chapter on this content's boundary; None for a map without steps."""
    plan = content.verdict.plan
    if not plan.placements:
        return None
    return BoundaryChapter(
        worth=_worth(plan.fit),
        steps=_steps(plan.placements),
        crossings=_crossings(content, plan),
        overrides=_overrides(plan),
    )


def _worth(fit: BoundaryFit) -> str:
    if fit.net <= 0:
        return (
            f"No boundary saves enough of the {score(fit.total)} points that draw the steps to a "
            "side to pay for its crossings, so that this map gives hybrid nothing."
        )
    crossing = "crossing" if fit.crossings == 1 else "crossings"
    gain = (
        f"Against the better of the two pure models, the best boundary serves {score(fit.gain)} "
        f"more of the {score(fit.total)} points that draw the steps to a side; its "
        f"{fit.crossings} {crossing} cost {score(fit.price)}."
    )
    return f"{gain} That is {fit.fit:.0%} of what a boundary can be worth to a hybrid.".replace(
        "%", "\u00a0%"
    )


def _steps(placements: Sequence[Placement]) -> Table:
    rows = [(cell(p.name), cell(_side(p)), cell(p.reason), _points(p)) for p in placements]
    columns = (
        words("Step", 20),
        words("Side", 18),
        words("Because"),
        figures("To move it costs", 12),
    )
    return table("The hybrid boundary, step by step", columns, rows)


def _points(placement: Placement) -> Cell:
    """What moving the step alone to the other side would cost; less than nothing would help."""
    if not placement.drawn:
        return number("—")
    return number(score(-placement.cost).replace("-", "−"))


def _side(placement: Placement) -> str:
    if not placement.overridden:
        return placement.side.value
    suggested = placement.suggested
    return f"{placement.side.value} (the team’s choice; suggested: {suggested.value})"


def _crossings(content: ReportContent, plan: BoundaryPlan) -> Table | None:
    crossed = crossings(content.assessment.definition, sides(plan.placements))
    chosen = sides(plan.placements)
    rows = [
        (cell(one.source_name), cell(one.target_name), cell(_way(chosen, one.source)))
        for one in crossed
    ]
    columns = (words("From", 30), words("To", 30), words("How it is handed over"))
    return table("Crossings", columns, rows) if rows else None


def _way(chosen: dict[str, Side], source: str) -> str:
    if chosen.get(source, Side.ORCHESTRATED) is Side.ORCHESTRATED:
        return "an event from the orchestrator, through its outbox"
    return "an event that a listener turns into a command, once a case"


def _overrides(plan: BoundaryPlan) -> str:
    moved = [p for p in plan.placements if p.overridden and p.side is not p.suggested]
    if not moved:
        return ""
    steps = "1 step stands" if len(moved) == 1 else f"{len(moved)} steps stand"
    return (
        f"{steps} on another side than suggested. "
        f"That costs {score(plan.cost_of_overrides)} points beyond the best boundary."
    )
