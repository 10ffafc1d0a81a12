"""Read what somebody draws: their draft of a map, else its current version, else nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from xml.sax.saxutils import quoteattr

from projects.models import Project, User
from workflows.definition.findings import Finding, Problem
from workflows.definition.lint import lint
from workflows.definition.model import Definition
from workflows.definition.validation import place
from workflows.formats import bpmn, registry
from workflows.formats.bpmn.document import Element, line_of, parse
from workflows.models import MapDraft, MapVersion
from workflows.selectors.maps import current_map, map_draft
from workflows.selectors.matrix import Matrix, matrix_for

__all__ = ["Design", "Mark", "design_for", "drawing_of", "marks_for"]

_NOTHING = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  id="Definitions" targetNamespace="urn:podium:bpmn:1">
  <bpmn:process id="Process" name={name} isExecutable="false">
    <bpmn:startEvent id="start" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram">
    <bpmndi:BPMNPlane id="Plane" bpmnElement="Process">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""

_FIELDS = {
    "effect-without-undo": "compensation",
    "retry-without-idempotency": "idempotent",
    "nothing-to-undo": "effect",
    "no-participant": "participant",
    "no-timeout": "timeout",
    "timeout-too-short": "timeout",
    "retries-outlast-caller": "timeout",
    "human-without-deadline": "deadline",
    "deadline-without-escalation": "escalation",
    "escalation-to-nobody": "escalation",
    "retries-add-up": "max_attempts",
    "retries-multiply": "max_attempts",
    "tries-multiply": "max_attempts",
    "tries-outlast-sla": "max_attempts",
    "immediate-across-teams": "consistency",
    "dead-end": "connect",
    "unreachable": "connect",
    "decision-without-default": "default",
    "decided-evenly": "probability",
    "decides-without-data": "condition",
}
"""Where a finding is mended: a column of the matrix, or a field of the drawing."""

_UNPRINTABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True)
class Design:
    """What the designer shows. ``revision`` is the draft's, 0 before there is one; ``base`` the
    version that the drawing began from."""

    content: bytes
    draft: MapDraft | None
    base: MapVersion | None

    @property
    def revision(self) -> int:
        """The draft's revision; 0 before the first save."""
        return self.draft.revision if self.draft else 0

    @property
    def saved_at(self) -> datetime | None:
        """When the draft was saved last."""
        return self.draft.updated_at if self.draft else None

    @cached_property
    def attempt(self) -> bpmn.Attempt:
        """The drawing as a definition, as far as it goes."""
        return bpmn.attempt(self.content)

    @property
    def definition(self) -> Definition:
        """The drawing as a definition; not to be relied upon where it has problems."""
        return self.attempt.definition

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the drawing from becoming a version."""
        return self.attempt.problems

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The elements of the file by id, in its order."""
        return {own_id: one for one in parse(self.content).iter() if (own_id := one.get("id"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A lint mark on an element (empty: on the whole map). ``severity`` is that of a finding, or
    ``problem``; ``field`` the panel's field where it is mended, empty where there is none."""

    element: str
    severity: str
    message: str
    mend: str = ""
    field: str = ""


def design_for(project: Project, author: User, map_key: str = "") -> Design:
    """What the person draws of a map. At most three queries; a key that the library lacks gives an
    empty drawing."""
    draft = map_draft(project, author, map_key)
    if draft is not None:
        return Design(content=bytes(draft.content), draft=draft, base=draft.base)
    current = current_map(project, map_key)
    content = drawing_of(current, project.name)
    return Design(content=content, draft=None, base=current)


def drawing_of(version: MapVersion | None, name: str) -> bytes:
    """A version as BPMN with a drawing, whatever format it came in; without one, a first start in
    a map of that ``name``. One query, for the original."""
    if version is None:
        return _NOTHING.format(name=quoteattr(_UNPRINTABLE.sub("", name))).encode()
    if version.format == "bpmn":
        return bpmn.with_drawing(bpmn.by_lane(bytes(version.original)))
    return bpmn.by_lane(registry.write("bpmn", version.definition).content)


def marks_for(project: Project, design: Design, map_key: str = "") -> tuple[Mark, ...]:
    """The marks of a drawing: its problems; else the findings of its map with the requirement
    matrix, worst first. Three queries."""
    if design.problems:
        return tuple(_of_problems(design))
    matrix = matrix_for(project, map_key, drawn=design.definition)
    definition = matrix.definition if matrix else design.definition
    dormant = _unfitting(matrix)
    return tuple(_of_finding(one, design) for one in (*lint(definition), *dormant))


def _unfitting(matrix: Matrix | None) -> Iterator[Finding]:
    """Stated cells that the drawing has no place for; what it lacks may still be drawn."""
    if matrix is not None:
        yield from (finding for finding in matrix.dormant if finding.where)


def _of_problems(design: Design) -> Iterator[Mark]:
    lines = {line_of(one): own_id for own_id, one in design.elements.items()}
    for problem in design.problems:
        named = [name for name in _QUOTED.findall(problem.where) if name in design.elements]
        element = named[0] if named else lines.get(problem.line or 0, "")
        message = _plain(str(problem), design, element)
        yield Mark(element=element, severity="problem", message=message)


def _plain(message: str, design: Design, element: str) -> str:
    """The message with words where it names the id of an element that nobody has named."""
    node = design.definition.by_id.get(element)
    if node is None or node.name:
        return message
    told = message.replace(place(node), "this step" if node.is_step else f"this {node.kind.value}")
    return told[:1].upper() + told[1:]


def _of_finding(finding: Finding, design: Design) -> Mark:
    element = finding.where if finding.where in design.elements else ""
    return Mark(
        element=element,
        severity=finding.severity.value,
        message=_plain(finding.message, design, element),
        mend=finding.mend,
        field=_FIELDS.get(finding.code, ""),
    )
