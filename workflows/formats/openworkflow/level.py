"""One list of tasks: nodes in order, and where each leads (``then``; DSL reference, Flow
Directive). A directive reaches only tasks of its own list."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.definition.structuring import Graph
from workflows.formats.openworkflow.step_tasks import Task

__all__ = ["Group", "Level", "passing"]


@dataclass(slots=True)
class Group:
    """The tasks of one node; the first carries its id. ``then`` is where the last one leads; None
    where it says so itself."""

    tasks: list[tuple[str, Task]] = field(default_factory=list)
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """What can be reached in one list. ``stop`` is the node behind it, ``nested`` whether leaving
    the list is no end of the workflow, ``forks`` in how many forks it lies."""

    definition: Definition
    graph: Graph
    home: frozenset[str]
    stop: str | None = None
    nested: bool = False
    forks: int = 0

    @property
    def out(self) -> str:
        """The directive that leaves the list."""
        return "exit" if self.nested else "end"

    def to(self, target: str | None) -> str:
        """The directive that leads to a node."""
        node = self.definition.by_id.get(target or "")
        if node is None or node.id == self.stop or _is_plain_end(node):
            return self.out
        return node.id if node.id in self.home else self.out

    def joined(self, groups: list[Group]) -> list[Task]:
        """The groups as one list; what leads to the next one needs no word."""
        found: list[Task] = []
        for number, group in enumerate(groups):
            following = groups[number + 1].tasks[0][0] if number + 1 < len(groups) else self.out
            for name, task in group.tasks[:-1]:
                found.append({name: task})
            name, task = group.tasks[-1]
            if group.then is not None and group.then != following:
                task = task | _leading(task, group.then)
            found.append({name: task})
        return found or [{"nothing": passing()}]


def passing(then: str = "continue") -> Task:
    """A task that does nothing but lead on. The specification has none; a switch with only a
    default case is one."""
    return {"switch": [{"default": {"then": then}}]}


def _leading(task: Task, then: str) -> Task:
    return passing(then) if task.get("switch") == passing()["switch"] else {"then": then}


def _is_plain_end(node: Node) -> bool:
    return node.kind is NodeKind.END and node.event is EventKind.NONE
