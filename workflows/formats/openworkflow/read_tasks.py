"""Tasks as nodes and flows: one list of tasks is one level of a map."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.quantities import format_duration
from workflows.formats.openworkflow.collecting import (
    Collection,
    is_one_step,
    line_of,
    listed,
    retry_mapping,
)
from workflows.formats.openworkflow.expressions import condition_of
from workflows.formats.openworkflow.metadata import KEY, plain
from workflows.formats.openworkflow.naming import error_name, event_type
from workflows.formats.openworkflow.policies import at, policy_of
from workflows.formats.openworkflow.step_tasks import FORMAT
from workflows.formats.openworkflow.tasks_in import KINDS
from workflows.formats.openworkflow.times import seconds_of

__all__ = ["TaskReader"]

_DIRECTIVES = ("continue", "exit", "end")
_STEPS = frozenset({"task", "user-task", "send-task", "receive-task"})
_SCOPES = frozenset({"sub-process", "transaction"})
_GATEWAYS = frozenset({"decision", "parallel", "inclusive"})
_UNDOING = "all-or-undo"

type Goal = Callable[[Any], str | None]


class TaskReader(Collection):
    """Reads the tasks of one workflow."""

    def whole(self, tasks: Any, start: dict[str, Any]) -> None:
        """The tasks of the workflow, behind a start."""
        named = self._named(tasks, "workflow")
        undoing = CommentedSeq()
        if len(named) == 1 and named[0][0] == _UNDOING and "try" in named[0][1]:
            undoing = at(named[0][1], "catch", "do") or undoing
            tasks = named[0][1].get("try")
            named = self._named(tasks, "workflow")
        own_id = self._names.fresh("start")
        self._last = self._names.fresh("end")
        self._node(own_id, None, 1, {"kind": "start"} | start)
        entry = self._level(named, None, None)
        self._flow(own_id, entry or self._end(None, "end"))
        self._handlers(undoing)
        self._without_dangling_undo()

    # Lists

    def _level(
        self, tasks: list[tuple[str, CommentedMap, int]], parent: str | None, behind: str | None
    ) -> str | None:
        """Reads a list whose last task leads to ``behind`` (None: an end). Returns where it
        begins; None where it is empty."""
        ids = [self._names.fresh(name) for name, _, _ in tasks]
        by_name = {name: own_id for (name, _, _), own_id in zip(tasks, ids, strict=True)}
        for number, (name, task, line) in enumerate(tasks):
            following = ids[number + 1] if number + 1 < len(ids) else None

            def goal(
                then: Any, line: int = line, following: str | None = following, name: str = name
            ) -> str:
                if then == "end" and (behind is not None or parent is not None):
                    if parent is not None:
                        self._note(name, "ends the whole workflow; in the map, only what is around")
                    return self._end(parent, "terminate")
                if then == "exit" or then == "end" or (_goes_on(then) and following is None):
                    return behind or self._end(parent, "end")
                if _goes_on(then):
                    return following or ""
                if str(then) in by_name:
                    return by_name[str(then)]
                near = get_close_matches(str(then), [*by_name, *_DIRECTIVES], n=1)
                mend = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(by_name)}"
                self._problem(
                    f"task {name!r}", f"then leads to {str(then)!r}, not in this list; {mend}", line
                )
                return ""

            for leaving in self._task(ids[number], task, line, parent, goal):
                self._flow(leaving, goal(task.get("then")))
        return ids[0] if ids else None

    def _end(self, parent: str | None, event: str) -> str:
        if (parent, event) not in self._ends:
            plain_end = event == "end"
            own_id = self._last if plain_end and parent is None else ""
            own_id = own_id or self._names.fresh("end" if plain_end else "stop")
            self._ends[parent, event] = own_id
            given = {"kind": "end"} | ({"event": event} if event != "end" else {})
            self._node(own_id, parent, 1, given)
        return self._ends[parent, event]

    # One task: each reader returns the nodes from which the case goes on

    def _task(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> list[str]:
        kinds = [kind for kind in KINDS if kind in task]
        if "for" in kinds and "do" in kinds:
            kinds.remove("do")
        if len(kinds) != 1:
            found = f"is {' and '.join(kinds)} at once" if kinds else "has no kind of task"
            message = f"{found}; give it one of {', '.join(KINDS)}"
            self._problem(f"task {own_id!r}", message, line)
            return []
        if "if" in task:
            self._note(own_id, "is done only under a condition (if), which is kept but not drawn")
        noted = at(task, "metadata", KEY)
        own = noted if isinstance(noted, CommentedMap) else CommentedMap()
        reader = getattr(self, f"_{kinds[0]}", self._step)
        if own and str(own.get("kind", "task")) in _STEPS:
            reader = self._step
        return list(reader(own_id, task, line, parent, goal))

    def _step(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        policy = policy_of(task, self._use)
        for text in policy.assumed:
            self._note(own_id, f"has {text}")
        noted = isinstance(at(task, "metadata", KEY), CommentedMap)
        given: dict[str, Any] = {}
        if not noted or at(task, "catch", "retry") is not None:
            given["retry"] = retry_mapping(policy.retry)
        if not noted or policy.timeout is not None:
            given["timeout"] = format_duration(policy.timeout) if policy.timeout else "none"
        person = self._person(task)
        if person:
            given["participant"] = person
        self._add(own_id, task, line, parent, given, _STEPS)
        yield own_id

    _call = _set = _step

    def _run(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        own = at(task, "metadata", KEY)
        known = {str(at(one, "id")) for one in listed(self._own.get("called"))}
        if isinstance(own, CommentedMap) and str(own.get("calls")) in known:
            self._add(own_id, task, line, parent, {}, frozenset({"call-activity"}))
            yield own_id
            return
        if name := at(task, "run", "workflow", "name"):
            self._note(own_id, f"runs the workflow {str(name)!r}, which is not in this file")
        yield from self._step(own_id, task, line, parent, goal)

    def _wait(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        seconds = seconds_of(task.get("wait"))
        if seconds is None:
            self._note(own_id, "waits for a time that only a run knows; one minute is assumed")
        timer = format_duration(60.0 if seconds is None else seconds)
        self._add(own_id, task, line, parent, {"kind": "catch", "timer": timer}, frozenset())
        yield own_id

    def _listen(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        types, how = event_type(at(task, "listen", "to"))
        if how != "one":
            self._note(own_id, f"listens to {how} of {types or 'all events'}; read as one message")
        policy = policy_of(task, self._use)
        if policy.timeout is None:
            given: dict[str, Any] = {"kind": "catch", "event": "message", "ref": types}
            self._add(own_id, task, line, parent, given, frozenset({"catch"}))
        else:
            timeout = format_duration(policy.timeout)
            told = {"kind": "receive-task", "ref": types, "timeout": timeout}
            given = told | {"retry": retry_mapping(policy.retry)}
            self._add(own_id, task, line, parent, given, frozenset({"receive-task"}))
        yield own_id

    def _emit(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        ref = str(at(task, "emit", "event", "with", "type") or "")
        given = {"kind": "throw", "event": "message", "ref": " ".join(ref.split())}
        self._add(own_id, task, line, parent, given, frozenset({"throw"}))
        yield own_id

    def _raise(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        raised = at(task, "raise", "error")
        named = at(self._use, "errors", raised) if isinstance(raised, str) else raised
        ref = error_name(named) or (raised if isinstance(raised, str) else "")
        given = {"kind": "end", "event": "error", "ref": ref}
        self._add(own_id, task, line, parent, given, frozenset())
        yield from ()

    def _switch(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        self._add(own_id, task, line, parent, {"kind": "decision"}, _GATEWAYS)
        cases = task.get("switch")
        if not isinstance(cases, CommentedSeq) or not cases:
            self._problem(f"task {own_id!r}", "switch must be a list of cases", line)
            return
        has_default = False
        for number, item in enumerate(cases):
            pair = next(iter(item.items())) if isinstance(item, CommentedMap) and item else None
            if pair is None or not isinstance(pair[1], CommentedMap) or "then" not in pair[1]:
                message = "a case must be a name with 'when' and 'then'"
                self._problem(f"task {own_id!r}", message, line_of(cases, number))
                continue
            is_default = pair[1].get("when") is None and not has_default
            has_default = has_default or is_default
            given = _case(str(pair[0]), pair[1].get("when"))
            if is_default and len(cases) > 1:
                given["default"] = True
            self._flow(own_id, goal(pair[1]["then"]), given)
        if not has_default:
            self._flow(own_id, goal(task.get("then")), {"default": True})
        yield from ()

    def _fork(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        branches = self._named(at(task, "fork", "branches"), f"fork {own_id!r}")
        kinds = frozenset({"parallel", "inclusive"})
        self._add(own_id, task, line, parent, {"kind": "parallel"}, kinds)
        kind = self.nodes[-1]["kind"]
        join = self._names.fresh(f"{own_id}-join")
        self._node(join, parent, line, {"kind": kind})
        if at(task, "fork", "compete") is True:
            self._note(own_id, "lets its branches compete; in the map all of them finish")
        for name, branch, at_line in branches:
            plain_list = isinstance(branch.get("do"), CommentedSeq) and set(branch) <= {"do", "if"}
            if plain_list and name.endswith("-branch"):
                tasks = self._named(branch.get("do"), f"branch {name!r}")
            else:
                tasks = [(name, branch, at_line)]
            given = {}
            if kind == "inclusive" and "if" in branch:
                given["condition"] = condition_of(str(branch["if"]))
            self._flow(own_id, self._level(tasks, parent, join) or join, given)
        if not branches:
            self._flow(own_id, join)
        yield join

    def _do(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        self._scope(own_id, task, line, parent, task.get("do"), {})
        yield own_id

    def _for(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        self._note(own_id, "repeats for each item of a list that only a run knows; three assumed")
        self._scope(own_id, task, line, parent, task.get("do"), {"loop": "sequential"})
        yield own_id

    def _scope(
        self,
        own_id: str,
        task: CommentedMap,
        line: int,
        parent: str | None,
        tasks: Any,
        given: dict[str, Any],
    ) -> None:
        self._add(own_id, task, line, parent, {"kind": "sub-process"} | given, _SCOPES)
        around = self._paths.get(parent or "", [])
        self._paths[own_id] = [*around, str(self.nodes[-1].get("name") or own_id)]
        self._level(self._named(tasks, f"task {own_id!r}"), own_id, None)

    def _try(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        if not isinstance(task.get("catch"), CommentedMap):
            self._problem(f"task {own_id!r}", "try needs a 'catch', a mapping", line)
            return
        if is_one_step(task.get("try")):
            for _ in self._step(own_id, task, line, parent, goal):
                pass
        else:
            if "retry" in task["catch"]:
                self._note(own_id, "is tried again as a whole, which is kept but not drawn")
            self._scope(own_id, task, line, parent, task.get("try"), {})
        yield own_id
        yield from self._caught(own_id, task, line, parent, goal)

    def _caught(
        self, own_id: str, task: CommentedMap, line: int, parent: str | None, goal: Goal
    ) -> Iterator[str]:
        """What follows an error, in front of what follows the task."""
        caught = task["catch"]
        if not caught.get("do"):
            return
        boundary = self._names.fresh(f"{own_id}-caught")
        filtered = at(caught, "errors", "with")
        given = {"kind": "boundary", "event": "error", "attached_to": own_id}
        name = error_name(filtered)
        node = self._node(boundary, parent, line, given | ({"ref": name} if name else {}))
        rest = {k: v for k, v in caught.items() if k not in ("do", "retry")}
        if rest:
            node["foreign"] = CommentedMap({FORMAT: json.dumps(plain(rest), ensure_ascii=False)})
        inside = self._named(caught.get("do"), f"catch of {own_id!r}")
        self._flow(boundary, self._level(inside, parent, goal(task.get("then"))) or "")
        yield from ()

    def _handlers(self, undoing: Any) -> None:
        """What Podium wrote to undo steps: nodes that no flow enters."""
        for name, task, line in self._named(undoing, "what undoes"):
            if at(task, "metadata", KEY, "kind") == "compensation":
                given = {"kind": "compensation"}
                own_id = self._names.fresh(name)
                self._add(own_id, task, line, None, given, frozenset({"compensation"}))


def _case(name: str, when: Any) -> dict[str, Any]:
    """What a case of a switch says of its flow."""
    named = {} if name == "default" else {"name": " ".join(name.split())}
    return named | ({} if when is None else {"condition": condition_of(str(when))})


def _goes_on(then: Any) -> bool:
    return then is None or then == "continue"
