"""The workflow map: its drawing, who takes part, and the data that moves."""

from __future__ import annotations

from dataclasses import dataclass

from reports.chapters.table import Cell, Table, cell, figures, number, table, words
from reports.content import ReportContent
from reports.figures import count, seconds
from workflows.definition.model import DataFlow, Definition, Participant

__all__ = ["MapChapter", "map_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChapter:
    """``description`` stands in for the drawing where it cannot be seen."""

    lead: str
    description: str
    participants: Table
    data: Table | None


def map_chapter(content: ReportContent) -> MapChapter:
    """The chapter about this content's map."""
    definition = content.assessment.definition
    return MapChapter(
        lead=_lead(definition),
        description=_description(content),
        participants=_participants(definition),
        data=_data(definition),
    )


def _lead(definition: Definition) -> str:
    steps, undo = len(definition.forward_steps), len(definition.steps)
    parts = [
        _counted(steps, "step"),
        _counted(undo - steps, "undo step") if undo > steps else "",
        _counted(len(definition.participants), "participant"),
        f"{count(definition.volume.now)} cases an hour now",
        f"{count(definition.volume.expected)} expected",
        f"each within {seconds(definition.sla)}" if definition.sla else "no limit on time stated",
    ]
    return ", ".join(filter(None, parts)) + "."


def _counted(number_of: int, noun: str) -> str:
    return f"{number_of} {noun}" + ("" if number_of == 1 else "s")


def _description(content: ReportContent) -> str:
    sides = {p.step: p.side for p in content.verdict.boundary}
    steps = [
        f"{node.name or node.id}" + (f" ({sides[node.id]})" if node.id in sides else "")
        for node in content.assessment.definition.steps
    ]
    return f"Workflow map of {content.assessment.name}. Steps: {', '.join(steps)}."


def _participants(definition: Definition) -> Table:
    columns = (
        words("Participant", 28),
        words("Kind", 12),
        words("Team", 20),
        figures("Steps", 10),
        figures("At a time", 12),
        figures("Steps an hour it can take"),
    )
    rows = [
        (
            cell(participant.name),
            cell(participant.kind.value),
            cell(participant.team),
            number(str(_steps_of(definition, participant))),
            number(str(participant.concurrency)),
            number(count(participant.capacity) if participant.capacity else "not stated"),
        )
        for participant in definition.participants
    ]
    return table("Participants", columns, rows)


def _steps_of(definition: Definition, participant: Participant) -> int:
    return sum(step.participant == participant.id for step in definition.steps)


def _data(definition: Definition) -> Table | None:
    if not definition.data_flows:
        return None
    rows = [_data_row(definition, flow) for flow in definition.data_flows]
    return table(
        "Data that moves",
        (words("Data"), words("From"), words("To"), words("Classification", 20)),
        rows,
    )


def _data_row(definition: Definition, flow: DataFlow) -> tuple[Cell, ...]:
    return (
        cell(flow.name),
        cell(_name(definition, flow.source)),
        cell(_name(definition, flow.target)),
        cell(flow.classification),
    )


def _name(definition: Definition, node_id: str) -> str:
    node = definition.by_id.get(node_id)
    return (node.name or node.id) if node else node_id
