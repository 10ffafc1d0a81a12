"""Page one: what a sponsor reads, and perhaps nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.decision.costs.figures import CostFigures
from assessment.decision.phrases import listed, quoted
from assessment.decision.verdict import Flip, Witness
from reports.chapters.costs import price_tag
from reports.chapters.robustness import standing
from reports.chapters.table import Table, cell, model_cell, table, words
from reports.content import ReportContent, ReportTask
from reports.figures import MODEL_TITLES, day, points
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["Summary", "summary"]

_CALLS = {
    OrchestrationModel.CENTRALIZED: "conduct it from one orchestrator",
    OrchestrationModel.CHOREOGRAPHY: "let the services conduct it by events",
    OrchestrationModel.HYBRID: "run it as a hybrid",
}
_WITNESSES = {"matrix": "The team’s answers", "map": "The map", "sandbox": "The sandbox"}
_SEVERITIES = list(Severity)
_ACTIONS, _FLIPS = 3, 3
_DAYS_TO_DECISION = 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Page one in the order in which it is read."""

    kicker: str
    headline: str
    lead: str
    boundary: str
    witnesses: Table
    sure: str
    flips: Table | None
    actions: Table | None
    ask: str


def summary(content: ReportContent, *, costs: CostFigures) -> Summary:
    """What page one says about this content and its cost."""
    verdict = content.verdict
    name = content.assessment.name
    return Summary(
        kicker=f"Recommendation · {name} · {day(content.made_on)} · version {content.number}",
        headline=f"{name}: {_CALLS[verdict.recommended]}",
        lead=verdict.sentence,
        boundary=_boundary(content),
        witnesses=_witnesses(verdict.witnesses),
        sure=standing(verdict),
        flips=_flips(verdict.flips),
        actions=_actions(content),
        ask=f"{_ask(content)} {price_tag(costs, verdict.recommended)}",
    )


def _boundary(content: ReportContent) -> str:
    """Which steps go where, by name while the names still fit a sentence; undo steps stand with
    what they undo and are left out."""
    verdict = content.verdict
    if verdict.recommended is not OrchestrationModel.HYBRID:
        return ""
    forward = {step.id for step in content.assessment.definition.forward_steps}
    core, rest = (
        [quoted(p.name) for p in verdict.boundary if p.side is side and p.step in forward]
        for side in (Side.ORCHESTRATED, Side.EVENT_DRIVEN)
    )
    if not core or not rest:
        side = "orchestrated" if core else "event-driven"
        return f"The boundary rule puts every step on one side: {side}."
    return f"Orchestrate {listed(core)}; let {listed(rest)} react to events."


def _witnesses(witnesses: Sequence[Witness]) -> Table:
    rows = [
        (
            cell(_WITNESSES.get(witness.name, witness.name)),
            model_cell(witness.says),
            cell(witness.because),
        )
        for witness in witnesses
    ]
    return table(
        "What carries it", (words("Witness", 20), words("Says", 18), words("Because")), rows
    )


def _flips(flips: Sequence[Flip]) -> Table | None:
    if not flips:
        return None
    rows = [(cell(_change(flip)), model_cell(flip.winner)) for flip in flips[:_FLIPS]]
    return table("What could overturn it", (words("If", 65), words("Then first")), rows)


def _change(flip: Flip) -> str:
    after, before = points(flip.after), points(flip.before)
    if flip.what == "answer":
        return f"{flip.title} is answered {after}, not {before}"
    way = "over" if flip.after > flip.before else "under"
    return f"{flip.title} weighs {way} {after} points, not {before}"


def _actions(content: ReportContent) -> Table | None:
    tasks = _most_urgent(content)
    if not tasks:
        return None
    rows = [(cell(t.title), cell(t.owner or "nobody yet"), cell(_when(t))) for t in tasks]
    return table("Before it is safe", (words("Task", 60), words("Owner"), words("Due", 20)), rows)


def _most_urgent(content: ReportContent) -> list[ReportTask]:
    """The plan's open tasks, those that mend the worst findings first, then by day."""
    worst = {f.code: _SEVERITIES.index(f.severity) for f in reversed(content.verdict.findings)}
    tasks = [t for t in content.tasks if t.finding and t.status not in ("done", "dropped")]
    tasks.sort(key=lambda task: (worst.get(task.finding, len(_SEVERITIES)), task.day))
    return tasks[:_ACTIONS]


def _when(task: ReportTask) -> str:
    return day(task.due) if task.due else f"day {task.day}"


def _ask(content: ReportContent) -> str:
    """The decision that the sponsor is asked for."""
    verdict = content.verdict
    model = MODEL_TITLES[verdict.recommended].lower()
    start = content.assessment.plan_start
    until = day(start + dt.timedelta(days=_DAYS_TO_DECISION)) if start else "day 30"
    what = f"approve a 30-day prototype of the {model} model; go or no-go on {until}."
    if not verdict.close_call:
        return what
    return f"{what} The scores are close: settle what could overturn them before you sign."
