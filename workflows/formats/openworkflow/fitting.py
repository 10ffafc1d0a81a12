"""What Podium noted of a whole map, fitted to tasks that somebody has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.findings import Finding, Severity
from workflows.formats.openworkflow.step_tasks import FORMAT

__all__ = ["fit"]


def fit(mapping: CommentedMap, notes: list[Finding]) -> None:
    """Takes out what names nodes or variables that are no longer there; notes what was lost."""
    ids = {str(node["id"]) for node in mapping["nodes"]}
    _fit_data(mapping, ids)
    for variable in _mappings(mapping.get("variables")):
        if str(variable.get("source", "")) not in ids:
            variable.pop("source", None)
    _fit_messages(mapping, ids, notes)
    names = {str(one.get("name")) for one in _mappings(mapping.get("variables"))}
    for flow in mapping["flows"] if names else ():
        if "condition" in flow and not _asks_only(str(flow["condition"]), names):
            _set_aside(flow, notes)


def _mappings(items: Any) -> Iterator[CommentedMap]:
    listed = items if isinstance(items, list) else ()
    yield from (item for item in listed if isinstance(item, CommentedMap))


def _fit_data(mapping: CommentedMap, ids: set[str]) -> None:
    for data in _mappings(mapping.get("data_flows")):
        for end in ("from", "to"):
            if str(data.get(end, "")) not in ids:
                data.pop(end, None)


def _fit_messages(mapping: CommentedMap, ids: set[str], notes: list[Finding]) -> None:
    if "message_flows" not in mapping:
        return
    found = list(_mappings(mapping["message_flows"]))
    kept = [one for one in found if all(str(one.get(end, "")) in ids for end in ("from", "to"))]
    if len(kept) < len(found):
        _note(notes, "", "Message flows to other processes are gone; the file holds only one.")
    mapping["message_flows"] = CommentedSeq(kept)


def _asks_only(condition: str, names: set[str]) -> bool:
    try:
        return set(parse(condition).variables) <= names
    except ConditionError:
        return False


def _set_aside(flow: CommentedMap, notes: list[Finding]) -> None:
    """A condition over data of the workflow that is no variable of the map."""
    condition = str(flow.pop("condition"))
    flow["foreign"] = CommentedMap({FORMAT: json.dumps({"when": condition}, ensure_ascii=False)})
    where = str(flow.get("from"))
    _note(notes, where, f"The condition {condition!r} behind “{where}” is kept, but not asked.")


def _note(notes: list[Finding], where: str, message: str) -> None:
    notes.append(Finding(code="read-assumed", severity=Severity.LOW, where=where, message=message))
