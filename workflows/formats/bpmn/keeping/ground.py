"""The file that a map is written onto, with what it says before the change."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.definition.model import Definition, Node
from workflows.formats.bpmn.compensation import is_compensation_boundary
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.file import File
from workflows.formats.bpmn.ids import Ids
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.scope_elements import ScopeWriter
from workflows.formats.reading import refused

__all__ = ["Ground", "Patch"]


@dataclass(slots=True)
class Ground:
    """A parsed file. ``by_id`` finds what has an id outside the drawing; ``before`` is what the
    file says now."""

    root: Element
    ids: Ids
    file: File = field(init=False)
    before: Definition = field(init=False)
    by_id: dict[str, Element] = field(init=False)

    def __post_init__(self) -> None:
        if self.root.find(bpmn("process")) is None:
            raise refused("has no <process>; export the process itself")
        self.reread()
        self.by_id = {}
        for element in self.root.iter(f"{bpmn('*')}"):
            own_id = element.get("id")
            if own_id:
                self.by_id.setdefault(own_id, element)
        every = self.root.xpath("//@id")
        if isinstance(every, list):
            self.ids.taken.update(str(one) for one in every)

    def reread(self) -> Definition:
        """What the file says now."""
        self.file = File(self.root, Intake())
        self.before = self.file.definition()
        return self.before


@dataclass(frozen=True, slots=True)
class Patch:
    """One map of the file, the main one or one that is called, and what it is to say, both under
    the ids that the file has. ``processes`` are its processes by what the nodes call them;
    ``writer`` writes what is new."""

    ground: Ground
    before: Definition
    after: Definition
    processes: dict[str, Element]
    writer: ScopeWriter

    def element(self, own_id: str) -> Element | None:
        """The element of a node, flow or message flow."""
        return self.ground.by_id.get(own_id)

    def holder(self, node: Node) -> Element:
        """The process or sub-process that is to hold the node."""
        parent = self.element(node.parent) if node.parent else None
        return self.processes[node.process] if parent is None else parent

    def path_around(self, node: Node) -> tuple[str, ...]:
        """The names of the scopes around a node, outermost first."""
        names: list[str] = []
        parent = self.after.by_id.get(node.parent or "")
        while parent is not None:
            names.insert(0, parent.name or parent.id)
            parent = self.after.by_id.get(parent.parent or "")
        return tuple(names)

    def undo_events(self) -> dict[str, Element]:
        """The compensation event on each activity that has one, by the activity's id."""
        return {
            event.get("attachedToRef") or "": event
            for process in self.processes.values()
            for event in process.iter(bpmn("boundaryEvent"))
            if is_compensation_boundary(event)
        }
