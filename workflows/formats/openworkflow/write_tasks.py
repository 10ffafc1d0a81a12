"""A map as lists of tasks. Any jump inside a list is a ``then``; only forks have to nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.structuring import Block, Graph, Tangle, graph_of
from workflows.formats.openworkflow.expressions import expression_of, quoted
from workflows.formats.openworkflow.level import Group, Level, passing
from workflows.formats.openworkflow.metadata import KEY, node_mappings
from workflows.formats.openworkflow.step_tasks import (
    FORMAT,
    Reusable,
    Task,
    error,
    foreign_of,
    looped,
    step_task,
    type_of,
)
from workflows.formats.openworkflow.times import duration_of
from workflows.formats.safe_names import slug
from workflows.formats.support import lost
from workflows.formats.yaml_plain import Plain

__all__ = ["Tasks"]

_TIMEOUT = "https://serverlessworkflow.io/spec/1.0.0/errors/timeout"
_MOST_FORKS = 12
_EMITS = frozenset({EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION})
_HEARD = frozenset({EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL})
_CAUGHT = frozenset({EventKind.ERROR, EventKind.TIMER, EventKind.CANCEL})


class Tasks:
    """Writes the tasks of one map; ``written`` are the ids of the nodes that have one."""

    def __init__(self, definition: Definition) -> None:
        self._map = definition
        self._mappings = node_mappings(definition)
        use = foreign_of(definition.foreign).get("use")
        self.named = Reusable(use if isinstance(use, dict) else {})
        self.losses: list[Finding] = []
        self.written: dict[str, None] = {}

    def whole(self) -> list[Task]:
        """The tasks of the workflow, inside a try that undoes what was done where anything has
        to be undone."""
        tasks = self._scope(None, nested=False)
        undoing = self._undoing()
        if not undoing:
            return tasks
        again: Task = {"raise": {"error": {"type": "${ $error.type }", "status": 500}}}
        caught: Task = {"as": "error", "do": [*undoing, {"fail": again}]}
        return [{"all-or-undo": {"try": list[Plain](tasks), "catch": caught}}]

    def _scope(self, scope: str | None, *, nested: bool) -> list[Task]:
        process = next((node.process for node in self._map.children.get(scope, ())), "")
        graph = graph_of(self._map, scope, process)
        first = Graph(graph.successors, graph.entries[:1])
        for name in graph.entries[1:]:
            if name not in first.successors:
                self._unreached(name)
        level = Level(self._map, graph, frozenset(graph.successors), nested=nested)
        return self._list(graph.order, level)

    def _list(self, nodes: Iterable[str], level: Level) -> list[Task]:
        inside: set[str] = set()
        groups = (
            # Each group may put more into ``inside``, so one is asked for after the other.
            self._group(self._map.by_id[name], level, inside)
            for name in nodes
            if name not in inside
        )
        return level.joined([group for group in groups if group])

    def _unreached(self, name: str) -> None:
        node = self._map.by_id[name]
        message = (
            f"A workflow begins at its first task; nothing leads to “{node.name or node.id}” and"
            " what only follows it."
        )
        self.losses.append(lost(name, message, severity=Severity.HIGH))

    # One node

    def _group(self, node: Node, level: Level, inside: set[str]) -> Group | None:
        plain_end = node.kind is NodeKind.END and node.event is EventKind.NONE
        if node.kind in (NodeKind.START, NodeKind.BOUNDARY) or plain_end:
            return None
        self.written[node.id] = None
        match node.kind:
            case NodeKind.EVENT_BASED:
                group = self._race(node, level)
            case NodeKind.PARALLEL | NodeKind.INCLUSIVE if len(level.graph.successors[node.id]) > 1:
                group = self._fork(node, node.id, level, inside)
            case NodeKind.DECISION:
                switch: Task = {"switch": self._cases(node, level)}
                group = Group([(node.id, foreign_of(node.foreign) | switch)])
            case NodeKind.END:
                group = self._end(node, level)
            case _:
                group = self._activity(node, level, inside)
        name, task = group.tasks[0]
        group.tasks[0] = (name, self._noted(task, node))
        return group

    def _noted(self, task: Task, node: Node) -> Task:
        """The task with what Podium knows of the node beside what another tool noted there."""
        mapping = {k: v for k, v in self._mappings[node.id].items() if k != "id"}
        foreign = mapping.get("foreign")
        if isinstance(foreign, dict) and FORMAT in foreign:
            # The task itself is what is kept.
            mapping["foreign"] = {k: v for k, v in foreign.items() if k != FORMAT}
            mapping["kept"] = True
            if not mapping["foreign"]:
                del mapping["foreign"]
        others = task.get("metadata")
        noted = dict(others) if isinstance(others, dict) else {}
        return task | {"metadata": noted | {KEY: mapping}}

    def _activity(self, node: Node, level: Level, inside: set[str]) -> Group:
        task = self._left_by_events(self._marked(self._task(node), node), node)
        return self._led(node, Group([(node.id, task), *self._exits(node, level)]), level, inside)

    def _task(self, node: Node) -> Task:
        if node.is_step:
            return step_task(node, self.named)
        kept = foreign_of(node.foreign)
        if node.kind is NodeKind.CALL_ACTIVITY:
            called = {"namespace": "podium", "name": _name(node.calls), "version": "1.0.0"}
            return kept or looped({"run": {"workflow": called}}, node)
        if node.is_scope:
            inner = list[Plain](self._scope(node.id, nested=True))
            if kept:
                return kept | {"try" if "try" in kept else "do": inner}
            return looped({"do": inner}, node)
        if kept:
            return kept
        return self._event(node)

    def _event(self, node: Node) -> Task:
        if node.kind is NodeKind.CATCH and node.event is EventKind.TIMER:
            return {"wait": duration_of(node.timer or 0.0)}
        if node.kind is NodeKind.CATCH and node.event in _HEARD:
            return {"listen": {"to": {"one": _heard(node)}}}
        if node.event in _EMITS:
            told: Task = {"with": {"source": "podium://map", "type": type_of(node)}}
            return {"emit": {"event": told}}
        return passing()

    def _end(self, node: Node, level: Level) -> Group:
        if node.event in (EventKind.ERROR, EventKind.CANCEL):
            kept = foreign_of(node.foreign)
            name = node.ref or (node.event.value if node.event is EventKind.CANCEL else "")
            return Group([(node.id, kept or {"raise": {"error": error(name)}})], level.out)
        then = "end" if node.event is EventKind.TERMINATE else level.out
        return Group([(node.id, self._event(node))], then)

    # Where it leads

    def _led(self, node: Node, group: Group, level: Level, inside: set[str]) -> Group:
        flows = self._map.outgoing[node.id]
        goals = [flow.target for flow in flows]
        if node.kind is NodeKind.THROW and node.event is EventKind.LINK:
            goals = list(level.graph.successors[node.id])
        if len(goals) < 2:
            group.then = level.to(goals[0] if goals else None)
        elif any(flow.condition or flow.default for flow in flows):
            group.tasks.append((f"{node.id}-leads", {"switch": self._cases(node, level)}))
        else:
            fork = self._fork(node, f"{node.id}-forks", level, inside)
            group.tasks += fork.tasks
            group.then = fork.then
        return group

    def _cases(self, node: Node, level: Level) -> list[Plain]:
        flows = self._map.outgoing[node.id]
        if not flows:
            return [{"default": {"then": level.out}}]
        otherwise = next((flow for flow in flows if flow.default), None)
        if otherwise is None and not (flows[-1].condition or flows[-1].foreign):
            otherwise = flows[-1]
        cases = [self._case(flow, level) for flow in flows if flow is not otherwise]
        if otherwise is not None:
            cases.append({"default": {"then": level.to(otherwise.target)}})
        return list[Plain](cases)

    def _case(self, flow: Flow, level: Level) -> Task:
        asked = foreign_of(flow.foreign).get("when") or expression_of(flow.condition)
        when = str(asked)
        if not flow.condition and not flow.foreign:
            when = f"${{ .chosen == {quoted(flow.id)} }}"
            self.losses.append(
                lost(
                    flow.source,
                    f"The flow “{flow.name or flow.id}” has no condition; its case asks whether"
                    " the data holds its id under “chosen”.",
                    mend="Write the condition of the flow.",
                )
            )
        return {slug(flow.name) or flow.target: {"when": when, "then": level.to(flow.target)}}

    # Side by side

    def _fork(self, node: Node, name: str, level: Level, inside: set[str]) -> Group:
        block = level.graph.block_at(node.id)
        if level.forks >= _MOST_FORKS:
            why = f"lies deeper than {_MOST_FORKS} forks"
            block = Tangle(split=node.id, node=node.id, why=why)
        if not isinstance(block, Block) or self._map.boundaries[node.id]:
            return self._not_nested(node, name, level, block)
        flows = {flow.target: flow for flow in self._map.outgoing[node.id]}
        branches: list[Plain] = []
        for target, nodes in zip(level.graph.successors[node.id], block.branches, strict=True):
            inside.update(nodes)
            inner = Level(
                self._map, level.graph, frozenset(nodes), block.join, True, level.forks + 1
            )
            place = {one: number for number, one in enumerate(level.graph.order)}
            tasks = self._list(sorted(nodes, key=place.__getitem__), inner)
            branch: Task = {"do": list[Plain](tasks)}
            flow = flows.get(target)
            if node.kind is NodeKind.INCLUSIVE and flow and flow.condition:
                branch["if"] = expression_of(flow.condition)
            branches.append({f"{target}-branch": branch})
        kept = foreign_of(node.foreign)
        before = kept.get("fork")
        fork = (before if isinstance(before, dict) else {}) | {"branches": branches}
        return Group([(name, kept | {"fork": fork})], level.to(block.join))

    def _not_nested(self, node: Node, name: str, level: Level, why: object) -> Group:
        first, *others = level.graph.successors[node.id]
        reason = getattr(why, "why", "has boundary events")
        place = self._map.by_id.get(getattr(why, "node", node.id), node)
        self.losses.append(
            lost(
                node.id,
                f"The branches behind “{node.name or node.id}” do not nest, as"
                f" “{place.name or place.id}” {reason}; only the one to “{first}” is followed, not"
                f" {', '.join(f'“{other}”' for other in others)}.",
                mend="Let the branches meet in one join before they go on.",
                severity=Severity.HIGH,
            )
        )
        return Group([(name, passing())], level.to(first))

    # Events that come in between

    def _race(self, node: Node, level: Level) -> Group:
        """A listen to any of the events, inside a try where one of them is a time."""
        targets = [self._map.by_id[flow.target] for flow in self._map.outgoing[node.id]]
        timers = [one for one in targets if one.event is EventKind.TIMER]
        heard = list[Plain](_heard(one) for one in targets if one.event is not EventKind.TIMER)
        listen: Task = {"to": {"any": heard}}
        waits: Task = {"listen": listen}
        cases: list[Plain] = [
            {
                one.id: {
                    "when": _is_of(type_of(one)),
                    "then": level.to(one.id),
                }
            }
            for one in targets
            if one.event is not EventKind.TIMER
        ]
        listen["read"] = "envelope"
        if timers:
            first = min(timers, key=lambda one: one.timer or 0.0)
            waits["timeout"] = {"after": duration_of(first.timer or 0.0)}
            marked = list[Plain]([{f"{node.id}-late": _mark(first.id)}])
            caught: Task = {"errors": {"with": {"type": _TIMEOUT}}, "do": marked}
            waits = {"try": [{f"{node.id}-listen": waits}], "catch": caught}
            late = f"${{ $context.leftBy == {quoted(first.id)} }}"
            cases.insert(0, {first.id: {"when": late, "then": level.to(first.id)}})
        names = ", ".join(f"“{one.name or one.id}”" for one in targets)
        self.losses.append(
            lost(
                node.id,
                f"The event-based gateway “{node.name or node.id}” became a listen to any, and a"
                f" switch to {names}, which wait once more for what has come.",
                severity=Severity.LOW,
            )
        )
        if not heard:
            waits = passing()
        return Group([(node.id, waits), (f"{node.id}-came", {"switch": cases})])

    def _left_by_events(self, task: Task, node: Node) -> Task:
        """The task inside a try per boundary event that ends it."""
        for boundary in self._map.boundaries[node.id]:
            if boundary.event not in _CAUGHT or not boundary.interrupting:
                self._not_caught(boundary)
                continue
            name = boundary.ref or ("cancel" if boundary.event is EventKind.CANCEL else "")
            caught: Task = {"do": [{f"{boundary.id}-caught": _mark(boundary.id)}]}
            if boundary.event is EventKind.TIMER:
                task = task | {"timeout": {"after": duration_of(boundary.timer or 0.0)}}
                caught["errors"] = {"with": {"type": _TIMEOUT}}
            elif name:
                caught["errors"] = {"with": {"type": error(name)["type"]}}
            kept = foreign_of(boundary.foreign)
            before = task.get("catch")
            if kept and isinstance(before, dict) and "do" not in before:
                # Another tool wrote both as one: the tries, and what follows the last of them.
                task = task | {"catch": before | caught | kept}
                continue
            caught |= kept
            task = {"try": [{f"{node.id}-or-{boundary.id}": task}], "catch": caught}
        return task

    def _not_caught(self, boundary: Node) -> None:
        name = boundary.name or boundary.id
        kind = "does not interrupt" if not boundary.interrupting else boundary.event.value
        self.losses.append(
            lost(
                boundary.id,
                f"Nothing listens for the boundary event “{name}” ({kind}) while the step is done;"
                " it and what only it leads to are kept in metadata.",
                severity=Severity.HIGH,
            )
        )

    def _exits(self, node: Node, level: Level) -> Sequence[tuple[str, Task]]:
        left = [
            boundary
            for boundary in self._map.boundaries[node.id]
            if boundary.event in _CAUGHT and boundary.interrupting
        ]
        cases: list[Plain] = []
        for boundary in left:
            goals = [flow.target for flow in self._map.outgoing[boundary.id]]
            when = f"${{ $context.leftBy == {quoted(boundary.id)} }}"
            goal = level.to(goals[0] if goals else None)
            cases.append({boundary.id: {"when": when, "then": goal}})
        return [(f"{node.id}-exits", {"switch": cases})] if cases else []

    # Undoing

    def _marked(self, task: Task, node: Node) -> Task:
        """The task, which notes in the context that it was done and can be undone."""
        handler = self._map.handler_of(node)
        boundaries = self._map.boundaries[node.id]
        notes = ["leftBy: null"] if boundaries else []
        if handler is not None:
            notes.append(f"done: (($context.done // []) + [{quoted(node.id)}])")
        if not notes or "export" in task:
            return task
        return task | {"export": {"as": f"${{ $context + {{ {', '.join(notes)} }} }}"}}

    def _undoing(self) -> list[Plain]:
        """What undoes each activity that was done, the last one in the map first."""
        undone: dict[str, list[str]] = {}
        for node in self._map.nodes:
            if handler := self._map.handler_of(node):
                undone.setdefault(handler.id, []).append(node.id)
        found: list[Plain] = []
        for name, done in reversed(undone.items()):
            handler = self._map.by_id[name]
            self.written[name] = None
            asked = " or ".join(f"index({quoted(one)}) != null" for one in done)
            task = self._task(handler) | {"if": f"${{ ($context.done // []) | {asked} }}"}
            found.append({name: self._noted(task, handler)})
        return found


def _mark(name: str) -> Task:
    """A task that notes in the context by which event something was left, and changes no data."""
    return {
        "set": {"leftBy": name},
        "output": {"as": "${ $input }"},
        "export": {"as": f"${{ $context + {{ leftBy: {quoted(name)} }} }}"},
    }


def _is_of(kind: str) -> str:
    return f"${{ .[0].type == {quoted(kind)} }}"


def _heard(node: Node) -> Task:
    return {"with": {"type": type_of(node)}}


def _name(text: str) -> str:
    """A name as documents have it: letters, digits and hyphens, at most 63 of them."""
    return slug(text).replace(".", "-").replace("_", "-").strip("-")[:63].strip("-") or "workflow"
