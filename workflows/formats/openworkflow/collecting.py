"""What is collected from tasks: nodes and flows as Podium's YAML has them, problems and notes."""

from __future__ import annotations

import json
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.findings import Finding, Problem, Severity
from workflows.definition.model import Retry
from workflows.definition.quantities import format_duration
from workflows.formats.openworkflow.metadata import KEY, plain
from workflows.formats.openworkflow.naming import Names, host_of
from workflows.formats.openworkflow.policies import at
from workflows.formats.openworkflow.step_tasks import FORMAT
from workflows.formats.openworkflow.tasks_in import KINDS
from workflows.formats.safe_names import slug

__all__ = ["Collection", "is_one_step", "kept_of", "line_of", "listed", "retry_mapping"]

# What our own tasks note in the context, to know what was done and how it was left.
_MARKS = ("${ $context + { leftBy: ", "${ $context + { done: ")


class Collection:
    """Collects ``nodes`` and ``flows``. Problems and notes go to the lists given; ``use`` is what
    tasks may name, ``own`` what Podium noted of the whole."""

    def __init__(
        self, use: Any, own: CommentedMap, problems: list[Problem], notes: list[Finding]
    ) -> None:
        self.nodes, self.flows = CommentedSeq(), CommentedSeq()
        self._use = use if isinstance(use, CommentedMap) else CommentedMap()
        self._own = own
        self._problems, self._notes = problems, notes
        self._names = Names()
        self._ends: dict[tuple[str | None, str], str] = {}
        self._people: dict[str, CommentedMap] = {}
        self._paths: dict[str, list[str]] = {}
        self._last = ""

    def participants(self) -> CommentedSeq:
        """Those whom Podium noted, and those whom calls name."""
        known = [one for one in listed(self._own.get("participants")) if isinstance(one, dict)]
        ids = {str(one.get("id")) for one in known}
        return CommentedSeq([*known, *(p for name, p in self._people.items() if name not in ids)])

    def _named(self, items: Any, where: str) -> list[tuple[str, CommentedMap, int]]:
        """Name, content and line of each task in a list."""
        if not isinstance(items, CommentedSeq):
            line = int(getattr(getattr(items, "lc", None), "line", 0) or 0) + 1
            self._problem(where, "must be a list of tasks such as '- name: {wait: {…}}'", line)
            return []
        found: list[tuple[str, CommentedMap, int]] = []
        for number, item in enumerate(items, start=1):
            line = line_of(items, number - 1)
            pair = next(iter(item.items())) if isinstance(item, CommentedMap) and item else None
            if pair is None or len(item) != 1 or not isinstance(pair[1], CommentedMap):
                message = "must be one name with one task, such as {pause: {wait: {seconds: 1}}}"
                self._problem(f"task {number} of {where}", message, line)
            elif str(pair[0]) in {name for name, _, _ in found}:
                message = "stands twice in one list; give each task a name of its own"
                self._problem(f"task {str(pair[0])!r}", message, line)
            else:
                found.append((str(pair[0]), pair[1], line))
        return found

    def _without_dangling_undo(self) -> None:
        """An effect whose undoing is gone from the file names nothing any more."""
        ids = {str(node["id"]) for node in self.nodes}
        for node in self.nodes:
            effect = node.get("effect")
            if isinstance(effect, CommentedMap) and effect.get("compensation") not in ids:
                effect.pop("compensation", None)
            if node.get("compensation") not in ids:
                node.pop("compensation", None)

    # What is found

    def _add(
        self,
        own_id: str,
        task: CommentedMap,
        line: int,
        parent: str | None,
        given: dict[str, Any],
        kinds: frozenset[str],
    ) -> None:
        """A node of a task: what the task says, and what Podium noted where it fits."""
        node = self._node(own_id, parent, line, given)
        own = at(task, "metadata", KEY)
        if isinstance(own, CommentedMap):
            fits = str(own.get("kind", "task")) in kinds
            told = own if fits else {k: v for k, v in own.items() if k in ("name", "documentation")}
            kept = {k: v for k, v in told.items() if k not in ("parent", "path", "process", "kept")}
            retry = kept.get("retry")
            if isinstance(retry, CommentedMap) and isinstance(given.get("retry"), CommentedMap):
                kept["retry"] = CommentedMap(retry | given["retry"])
            node.update(kept)
            if "timeout" in given and node.get("kind") != "user-task":
                node["timeout"] = given["timeout"]
            if fits and str(own.get("kind", "task")) == "task":
                node.pop("kind", None)
            if not own.get("kept"):
                return
        kept_task = kept_of(task)
        if kept_task:
            node["foreign"] = CommentedMap({FORMAT: json.dumps(kept_task, ensure_ascii=False)})

    def _node(
        self, own_id: str, parent: str | None, line: int, given: dict[str, Any]
    ) -> CommentedMap:
        node = CommentedMap({"id": own_id} | given)
        if parent is not None:
            node["parent"] = parent
            node["path"] = CommentedSeq(self._paths[parent])
        node.lc.line, node.lc.col = line - 1, 0
        self.nodes.append(node)
        return node

    def _flow(self, source: str, target: str | None, given: dict[str, Any] | None = None) -> None:
        if target:
            self.flows.append(CommentedMap({"from": source, "to": target} | (given or {})))

    def _person(self, task: CommentedMap) -> str:
        """Who is called: the host or the name of the service."""
        host = host_of(task, self._use)
        own_id = slug(host).lower().strip("._-")
        if not own_id or not own_id[0].isalpha():
            return ""
        entry = {"id": own_id, "name": host, "kind": "external"}
        self._people.setdefault(own_id, CommentedMap(entry))
        return own_id

    def _note(self, own_id: str, text: str) -> None:
        message = f"The task “{own_id}” {text}."
        self._notes.append(
            Finding(code="read-assumed", severity=Severity.LOW, where=own_id, message=message)
        )

    def _problem(self, where: str, message: str, line: int) -> None:
        self._problems.append(Problem(where=where, message=message, line=line))


def kept_of(task: CommentedMap) -> Any:
    """What is kept of a task: all but where it leads and what Podium noted."""
    kept: Any = plain({key: value for key, value in task.items() if key != "then"})
    metadata = kept.get("metadata")
    if isinstance(metadata, dict):
        metadata.pop(KEY, None)
    if not metadata or not isinstance(metadata, dict):
        kept.pop("metadata", None)
    if "do" in kept:
        kept["do"] = []
    if "try" in kept and not is_one_step(task.get("try")):
        kept["try"] = []
    if isinstance(kept.get("fork"), dict):
        kept["fork"]["branches"] = []
    if isinstance(kept.get("catch"), dict):
        kept["catch"].pop("do", None)
    kept.pop("switch", None)
    if str(at(kept, "export", "as") or "").startswith(_MARKS):
        kept.pop("export")
    return kept


def is_one_step(items: Any) -> bool:
    """Whether a list of tasks is one call, so that trying it again is what a step says."""
    only = items[0] if isinstance(items, list) and len(items) == 1 else None
    task = next(iter(only.values()), None) if isinstance(only, dict) and len(only) == 1 else None
    kinds = [kind for kind in KINDS if kind in task] if isinstance(task, dict) else []
    return len(kinds) == 1 and kinds[0] in ("call", "run", "set")


def listed(items: Any) -> list[Any]:
    """A list, empty where something else stands."""
    return items if isinstance(items, list) else []


def line_of(items: CommentedSeq, index: int) -> int:
    """The line of an item of a list."""
    try:
        return int(items.lc.item(index)[0]) + 1
    except (KeyError, AttributeError, TypeError):
        return int(items.lc.line or 0) + 1


def retry_mapping(retry: Retry) -> CommentedMap:
    """A retry as Podium's YAML has it."""
    if retry.max_attempts == 1:
        return CommentedMap(max_attempts=1)
    return CommentedMap(
        max_attempts=retry.max_attempts,
        initial_interval=format_duration(retry.initial_interval),
        backoff=retry.backoff,
        jitter=retry.jitter.value,
    )
