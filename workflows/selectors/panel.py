"""Read what the designer's panel shows of an element: what the drawing says, and its matrix row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q

from projects.models import Project
from workflows.definition.model import Definition
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, EVENTS, GATEWAYS, STEPS, bpmn
from workflows.models import WorkflowMap
from workflows.selectors.designer import Design
from workflows.selectors.matrix import Cell, CellState, Line, Matrix, matrix_for

__all__ = ["CellGroup", "DrawnField", "Panel", "panel_for"]


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A field that changes the drawing. The page's script fills it from the drawing itself and
    writes it back as a step that can be undone; ``kind`` is ``text``, ``area``, ``flag`` or
    ``choice``. The choices of a ``text`` are proposals."""

    id: str
    label: str
    help: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CellGroup:
    """Cells of the step's matrix row under one heading."""

    title: str
    cells: tuple[Cell, ...]

    @property
    def assumed_count(self) -> int:
        """How many of them nobody has stated."""
        return sum(cell.assumed for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One element: ``what`` it is in words, its fields, and for a step its matrix row. ``summary``
    is one sentence about the whole map.

    ``source`` says where the participant comes from, ``lane`` is the participant of the lane it
    stands in where that is not the stated one.
    """

    element: str
    what: str
    summary: str
    fields: tuple[DrawnField, ...]
    groups: tuple[CellGroup, ...] = ()
    line: Line | None = None
    matrix: Matrix | None = None
    source: str = ""
    lane: str = ""


_NAME = DrawnField("name", "Name")
_NOTE = DrawnField("documentation", "Notes", kind="area")
_CONDITION = DrawnField("condition", "Condition", "For example total > 100 and region = 'eu'.")
_CONNECT = DrawnField("connect", "Leads on to", "Draws a flow to another element.", "choice")
_OF_FLOW = (
    DrawnField("name", "Label"),
    _CONDITION,
    DrawnField("probability", "Share of cases", "For example 30%. Empty: shared equally."),
    DrawnField("default", "Taken when no condition holds", kind="flag"),
)
_KINDS = (("service", "a service of ours"), ("human", "people"), ("external", "somebody else"))
_OF_PARTICIPANT = (
    _NAME,
    DrawnField("kind", "Kind of participant", kind="choice", choices=_KINDS),
    DrawnField("team", "Team", "Who owns it."),
)
_OF_EVENT = {
    "timerEventDefinition": DrawnField("timer", "After", "For example 30m, 2h or 3d."),
    "messageEventDefinition": DrawnField("ref", "Message", "What the message is called."),
    "signalEventDefinition": DrawnField("ref", "Signal", "What the signal is called."),
    "errorEventDefinition": DrawnField("ref", "Error code", "Empty: any error."),
    "escalationEventDefinition": DrawnField("ref", "Escalation code", "Empty: any."),
    "linkEventDefinition": DrawnField("ref", "Link", "The same on both ends."),
    "conditionalEventDefinition": _CONDITION,
}
_OF_LOOP = {
    "standardLoopCharacteristics": (
        DrawnField("loop-condition", "Again while", "The condition for another round."),
        DrawnField("loop-maximum", "At most", "Rounds."),
    ),
    "multiInstanceLoopCharacteristics": (
        DrawnField("loop-count", "How many", "Instances; a number."),
        DrawnField("loop-condition", "Stop early when", "The completion condition."),
    ),
}
_CALLS = DrawnField("calls", "Calls the map", "The key of a map of the library.")

_WHOLE = frozenset({"process", "collaboration"})

_WORDS = {
    "task": "Step",
    "serviceTask": "Step of a service",
    "userTask": "Step for a person",
    "manualTask": "Step for a person",
    "sendTask": "Step that sends a message",
    "receiveTask": "Step that waits for a message",
    "scriptTask": "Step of a script",
    "businessRuleTask": "Step that applies rules",
    "callActivity": "Call of another map",
    "subProcess": "Sub-process",
    "transaction": "Transaction",
    "adHocSubProcess": "Ad-hoc sub-process",
    "exclusiveGateway": "Decision",
    "parallelGateway": "Parallel gateway",
    "inclusiveGateway": "Inclusive gateway",
    "eventBasedGateway": "Waits for the first of several events",
    "complexGateway": "Complex gateway",
    "startEvent": "Start",
    "endEvent": "End",
    "intermediateCatchEvent": "Waits for an event",
    "intermediateThrowEvent": "Sends an event",
    "boundaryEvent": "Event on a step",
    "sequenceFlow": "Flow",
    "messageFlow": "Message flow",
    "lane": "Participant (lane)",
    "participant": "Participant (pool)",
    "process": "The map",
    "collaboration": "The map",
    "dataObjectReference": "Data",
    "dataStoreReference": "Data store",
    "textAnnotation": "Note",
    "association": "Association",
    "group": "Group",
}


def panel_for(project: Project, design: Design, element_id: str, map_key: str = "") -> Panel:
    """The panel of an element of the drawing. Three queries for the matrix, one for what a call
    activity may call.

    Raises ``KeyError`` for what the drawing lacks.
    """
    element = design.elements[element_id]
    panel = Panel(
        element=element_id,
        what=_WORDS.get(local_name(element), "Element"),
        summary=_summary(design) if local_name(element) in _WHOLE else "",
        fields=tuple(_fields(element)),
    )
    if local_name(element) == "callActivity":
        panel = replace(panel, fields=_with_maps(panel.fields, project, map_key))
    node = design.definition.by_id.get(element_id)
    if node is None or not node.is_step:
        return panel
    matrix = matrix_for(project, map_key, drawn=design.definition)
    return panel if matrix is None else _with_row(panel, matrix, design.definition)


def _with_maps(
    fields: tuple[DrawnField, ...], project: Project, map_key: str
) -> tuple[DrawnField, ...]:
    """The fields with the other maps of the library as proposals of what is called."""
    own = Q(key=map_key) if map_key else Q(is_main=True)
    others = WorkflowMap.objects.filter(project=project).exclude(own).order_by("name")
    maps = tuple(others.values_list("key", "name"))
    return tuple(replace(one, choices=maps) if one == _CALLS else one for one in fields)


def _summary(design: Design) -> str:
    if not design.definition.steps:
        return "Drag the first step from the left onto the paper, or choose one above and add it."
    steps, people = len(design.definition.steps), len(design.definition.participants)
    return (
        f"{steps} step{'' if steps == 1 else 's'}, "
        f"{people or 'no'} participant{'' if people == 1 else 's'}. "
        "Select something to say what it demands."
    )


def _with_row(panel: Panel, matrix: Matrix, drawn: Definition) -> Panel:
    line = matrix.line(panel.element)
    stated = line.cell("participant").text
    lane = drawn.by_id[panel.element].participant or ""
    names = {one.id: one.name or one.id for one in drawn.participants}
    return replace(
        panel,
        line=line,
        matrix=matrix,
        groups=tuple(_groups(matrix, line)),
        source=_source(matrix, line, names.get(lane, "")),
        lane=names.get(lane, "") if lane != stated else "",
    )


def _source(matrix: Matrix, line: Line, lane: str) -> str:
    cell = line.cell("participant")
    if cell.state in (CellState.STATED, CellState.CONFIRMED):
        person = matrix.people.get((cell.mark and cell.mark.by) or 0, "somebody")
        return f"{cell.state.value.capitalize()} by {person}."
    return f"From the drawing: it stands in “{lane}”." if lane else "Nobody yet."


def _groups(matrix: Matrix, line: Line) -> Iterator[CellGroup]:
    cells = {cell.column.id: cell for cell in line.cells if cell.applies}
    for group in matrix.groups:
        found = tuple(cells[one.id] for one in group.columns if one.id in cells)
        if found:
            yield CellGroup(group.title, found)


def _fields(element: Element) -> Iterator[DrawnField]:
    tag = local_name(element)
    if tag in ("sequenceFlow", "association"):
        yield from _OF_FLOW if tag == "sequenceFlow" and _decides(element) else _OF_FLOW[:1]
        return
    if tag == "collaboration":
        return
    if tag in ("lane", "participant"):
        yield from _OF_PARTICIPANT
        return
    yield replace(_NAME, label="Text") if tag == "textAnnotation" else _NAME
    if tag in EVENTS or tag in STEPS:
        yield from _of_node(element)
    if tag in EVENTS or tag in STEPS or tag in GATEWAYS:
        yield _NOTE
        if tag != "endEvent":
            yield _CONNECT


def _of_node(element: Element) -> Iterator[DrawnField]:
    for child in children(element):
        tag = local_name(child)
        if tag in EVENT_DEFINITIONS and tag in _OF_EVENT:
            yield _OF_EVENT[tag]
        yield from _OF_LOOP.get(tag, ())
    if local_name(element) == "callActivity":
        yield _CALLS


def _decides(flow: Element) -> bool:
    """Whether the flow's source asks which way to go."""
    if flow.find(bpmn("conditionExpression")) is not None:
        return True
    scope = flow.getparent()
    source = flow.get("sourceRef")
    deciding = ("exclusiveGateway", "inclusiveGateway")
    found = (one for one in (() if scope is None else scope) if one.get("id") == source)
    return any(local_name(one) in deciding for one in found)
