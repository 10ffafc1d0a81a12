"""Risks and findings, and the plan that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.chapters.table import Cell, Table, cell, severity_cell, table, words
from reports.content import ReportContent, ReportTask
from reports.figures import day
from workflows.definition.findings import Finding
from workflows.definition.model import Definition

__all__ = ["WorkChapter", "work_chapter"]

_WEEKS = {
    1: "Week 1: the map and its pains",
    2: "Week 2: requirements and the choice",
    3: "Week 3: a prototype of the happy path",
    4: "Week 4: failures and monitoring",
    5: "Day 30: present and decide",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChapter:
    """Findings, what the map's import did not understand, and the plan week by week."""

    findings: Table | None
    notes: Table | None
    weeks: tuple[Table, ...]


def work_chapter(content: ReportContent) -> WorkChapter:
    """The chapter about this content's findings and tasks."""
    definition = content.assessment.definition
    notes = set(content.notes)
    findings = [finding for finding in content.verdict.findings if finding not in notes]
    return WorkChapter(
        findings=_findings("Risks and findings", findings, definition),
        notes=_findings("What the import of the map left out", content.notes, definition),
        weeks=tuple(_weeks(content.tasks)),
    )


def _findings(caption: str, findings: Sequence[Finding], definition: Definition) -> Table | None:
    if not findings:
        return None
    rows = [_finding(finding, definition) for finding in findings]
    columns = (words("Severity", 12), words("Where", 24), words("What was noticed, and the mend"))
    return table(caption, columns, rows)


def _finding(finding: Finding, definition: Definition) -> tuple[Cell, ...]:
    node = definition.by_id.get(finding.where)
    place = (node.name or node.id) if node else finding.where or "the whole map"
    detail = " ".join(filter(None, (finding.mend, f"({finding.source})" if finding.source else "")))
    return (severity_cell(finding.severity), cell(place), cell(finding.message, detail=detail))


def _weeks(tasks: Sequence[ReportTask]) -> list[Table]:
    weeks = sorted({task.week for task in tasks})
    return [_week(week, [task for task in tasks if task.week == week]) for week in weeks]


def _week(week: int, tasks: Sequence[ReportTask]) -> Table:
    rows = [
        (
            cell(day(task.due) if task.due else f"day {task.day}"),
            cell(task.title, detail=" ".join(filter(None, (task.because, task.note)))),
            cell(task.owner or "nobody yet"),
            cell(task.status or "to do"),
        )
        for task in sorted(tasks, key=lambda task: task.day)
    ]
    columns = (words("Due", 18), words("Task, and why"), words("Owner", 18), words("Status", 12))
    return table(_WEEKS.get(week, f"Week {week}"), columns, rows)
