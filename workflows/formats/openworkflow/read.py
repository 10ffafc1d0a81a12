"""Reads a workflow document of the Open Workflow Specification 1.0.

What the tasks say becomes a mapping in Podium's own YAML, with the lines of the file, which is then
read like any other: so every check and message is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.findings import DefinitionError, Finding, Problem, Severity
from workflows.definition.quantities import format_duration
from workflows.formats import yaml
from workflows.formats.blocks import load
from workflows.formats.openworkflow.collecting import kept_of
from workflows.formats.openworkflow.fitting import fit
from workflows.formats.openworkflow.metadata import KEY, fingerprint, plain
from workflows.formats.openworkflow.policies import at
from workflows.formats.openworkflow.read_tasks import TaskReader
from workflows.formats.openworkflow.step_tasks import FORMAT
from workflows.formats.openworkflow.tasks_in import all_tasks
from workflows.formats.openworkflow.times import seconds_of
from workflows.formats.reading import Reading, refused
from workflows.formats.safe_names import slug

__all__ = ["read"]

# A map of 500 steps is written as some 35,000 values, with all its requirements as 60,000.
_MOST_VALUES = 80_000
# Twelve forks inside each other, inside scopes; each takes seven levels.
_DEEPEST = 200
_NEWER = "rewrite it in version 1.0 of the specification"
_BESIDE = ("order", "fingerprint", "nodes", "flows")


def read(content: bytes) -> Reading:
    """The map in a workflow document, YAML or JSON.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    data = load(content, most=_MOST_VALUES, deepest=_DEEPEST)
    head = data.get("document")
    if not isinstance(head, CommentedMap):
        if (version := data.get("specVersion")) is not None:
            raise refused(f"is of version {version}, whose workflows are built otherwise; {_NEWER}")
        raise refused("has no 'document' with dsl, namespace, name and version", line=1)
    found: list[Problem] = []
    notes: list[Finding] = []
    _check(data, head, found)
    whole = at(head, "metadata", KEY)
    if isinstance(whole, CommentedMap) and whole.get("fingerprint") == fingerprint(data):
        mapping = _unchanged(data, whole)
    else:
        mapping = _from_tasks(data, head, whole, found, notes)
    definition = None if found else yaml.read_mapping(mapping, found)
    if found or definition is None:
        raise DefinitionError(tuple(sorted(found, key=lambda one: one.line or 0)))
    return Reading(definition=definition, notes=tuple(notes), original=content, format=FORMAT)


def _check(data: CommentedMap, head: CommentedMap, found: list[Problem]) -> None:
    version = str(head.get("dsl", ""))
    if not re.match(r"1\.", version):
        message = f"dsl must be a version 1 such as '1.0.0', got {version!r}"
        found.append(Problem(where="document", message=message, line=_line(data, "document")))
    if not isinstance(data.get("do"), CommentedSeq):
        message = "needs 'do', a list of tasks"
        found.append(Problem(where="workflow", message=message, line=_line(data, "do")))


def _line(data: CommentedMap, key: str) -> int:
    try:
        return int(data.lc.key(key)[0]) + 1
    except (KeyError, AttributeError, TypeError):
        return 1


# Files of ours that nobody has changed


def _unchanged(data: CommentedMap, whole: CommentedMap) -> CommentedMap:
    """The map exactly as it was written."""
    mapping = CommentedMap((key, value) for key, value in whole.items() if key not in _BESIDE)
    by_id = {str(node.get("id")): node for node in _mappings(whole.get("nodes"))}
    by_id |= dict(_at_tasks(data))
    order = str(whole.get("order", "")).split()
    mapping["nodes"] = CommentedSeq(by_id[name] for name in order if name in by_id)
    flows = whole.get("flows")
    mapping["flows"] = flows if isinstance(flows, CommentedSeq) else CommentedSeq()
    return mapping


def _mappings(items: Any) -> Iterator[CommentedMap]:
    listed = items if isinstance(items, list) else ()
    yield from (item for item in listed if isinstance(item, CommentedMap))


def _at_tasks(data: CommentedMap) -> Iterator[tuple[str, CommentedMap]]:
    for name, task in all_tasks(data.get("do")):
        own = at(task, "metadata", KEY)
        if isinstance(own, CommentedMap):
            node = CommentedMap({"id": name})
            node.update((key, value) for key, value in own.items() if key != "kept")
            if own.get("kept"):
                foreign = dict(own.get("foreign") or {})
                node["foreign"] = CommentedMap(foreign | {FORMAT: _kept(task)})
            yield name, node


def _kept(task: CommentedMap) -> str:
    return json.dumps(kept_of(task), ensure_ascii=False)


# Files of others


def _from_tasks(
    data: CommentedMap, head: CommentedMap, whole: Any, found: list[Problem], notes: list[Finding]
) -> CommentedMap:
    own = whole if isinstance(whole, CommentedMap) else CommentedMap()
    if own:
        notes.append(
            Finding(
                code="read-changed",
                severity=Severity.LOW,
                where="",
                message="The file was changed outside of Podium; its tasks have the last word.",
            )
        )
    reader = TaskReader(data.get("use"), own, found, notes)
    reader.whole(data.get("do"), _start(data))
    mapping = CommentedMap((key, value) for key, value in own.items() if key not in _BESIDE)
    mapping.setdefault("id", slug(str(head.get("name") or "")).strip("._-0123456789") or "workflow")
    title = " ".join(str(head.get("title") or "").split())
    mapping["name"] = title or own.get("name") or str(head.get("name") or mapping["id"])
    timeout = data.get("timeout")
    named = at(data, "use", "timeouts", timeout) if isinstance(timeout, str) else timeout
    seconds = seconds_of(at(named, "after"))
    if seconds:
        mapping["sla"] = format_duration(seconds)
    mapping["participants"] = reader.participants()
    mapping["nodes"], mapping["flows"] = reader.nodes, reader.flows
    mapping["foreign"] = CommentedMap({FORMAT: json.dumps(_rest(data), ensure_ascii=False)})
    fit(mapping, notes)
    return mapping


def _start(data: CommentedMap) -> dict[str, Any]:
    """What begins a case."""
    heard = at(data, "schedule", "on", "one", "with", "type")
    if heard is None and isinstance(at(data, "schedule", "on"), Mapping):
        return {"event": "message"}
    if isinstance(heard, str):
        return {"event": "message", "ref": " ".join(heard.split())}
    seconds = seconds_of(at(data, "schedule", "every"))
    return {"timer": format_duration(seconds)} if seconds is not None else {}


def _rest(data: CommentedMap) -> Any:
    """All of the document but its tasks and Podium's own notes."""
    rest: Any = plain({key: value for key, value in data.items() if key != "do"})
    metadata = rest["document"].get("metadata")
    if isinstance(metadata, dict):
        metadata.pop(KEY, None)
        if not metadata:
            rest["document"].pop("metadata")
    return rest
