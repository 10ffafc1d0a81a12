"""Writes a map as a workflow document of the Open Workflow Specification 1.0."""

from __future__ import annotations

import json

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, EventKind, NodeKind
from workflows.formats.features import Feature
from workflows.formats.openworkflow.metadata import KEY, fingerprint, whole_mapping
from workflows.formats.openworkflow.step_tasks import Reusable, Task, foreign_of, type_of
from workflows.formats.openworkflow.support import LABEL, SUPPORTS
from workflows.formats.openworkflow.times import duration_of
from workflows.formats.openworkflow.write_tasks import Tasks
from workflows.formats.safe_names import slug
from workflows.formats.support import losses_of, lost
from workflows.formats.writing import Writing
from workflows.formats.yaml_plain import Plain, plain_yaml

__all__ = ["write"]

_TOLD = (Feature.EVENT_BASED, Feature.FOREIGN, Feature.TASK)


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The map as YAML; as JSON where ``base`` is JSON."""
    tasks = Tasks(definition)
    document = _document(definition, tasks)
    general = losses_of(definition, SUPPORTS, LABEL, told=_TOLD)
    told = [*tasks.losses, *_addresses(definition, tasks), *general]
    as_json = base is not None and base.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    text = json.dumps(document, ensure_ascii=False, indent=2).encode() if as_json else None
    return Writing(content=text or plain_yaml(document), losses=tuple(told))


def _addresses(definition: Definition, tasks: Tasks) -> list[Finding]:
    """Which steps became calls of functions that somebody has to complete."""
    names = [definition.by_id[name].name or name for name in tasks.named.functions]
    if not names:
        return []
    listed = ", ".join(f"“{name}”" for name in names[:5]) + (" and more" if names[5:] else "")
    message = f"A map knows no addresses: {listed} call functions with made-up ones."
    mend = "Fill in the endpoints under use.functions."
    return [lost(next(iter(tasks.named.functions)), message, mend=mend, severity=Severity.LOW)]


def _document(definition: Definition, tasks: Tasks) -> dict[str, Plain]:
    kept = foreign_of(definition.foreign)
    written = tasks.whole()
    whole = whole_mapping(definition, tasks.written)
    head: Task = {
        "dsl": "1.0.0",
        "namespace": "podium",
        "name": _name(definition.id),
        "version": "1.0.0",
        "title": definition.name,
    }
    before = kept.get("document")
    if isinstance(before, dict):
        head |= before
        head["title"] = definition.name
    others = head.get("metadata")
    head["metadata"] = (dict(others) if isinstance(others, dict) else {}) | {KEY: whole}
    document: dict[str, Plain] = {"document": head}
    document |= {key: value for key, value in kept.items() if key not in ("document", "do")}
    if "schedule" not in document and (schedule := _schedule(definition)):
        document["schedule"] = schedule
    if definition.sla is not None:
        document["timeout"] = {"after": duration_of(definition.sla)}
    use = document.get("use")
    if used := _with_named(use if isinstance(use, dict) else {}, tasks.named):
        document["use"] = used
    document["do"] = list[Plain](written)
    whole["fingerprint"] = fingerprint(document)
    return document


def _with_named(use: dict[str, Plain], named: Reusable) -> dict[str, Plain]:
    found = dict(use)
    for key, fresh in (("functions", named.functions), ("retries", named.retries)):
        if fresh:
            known = use.get(key)
            found[key] = fresh | (known if isinstance(known, dict) else {})
    return found


def _schedule(definition: Definition) -> Task | None:
    """What begins a case, where it is an event or a time."""
    starts = [node for node in definition.children[None] if node.kind is NodeKind.START]
    first = starts[0] if starts else None
    if first is None:
        return None
    if first.event in (EventKind.MESSAGE, EventKind.SIGNAL):
        return {"on": {"one": {"with": {"type": type_of(first)}}}}
    if first.event is EventKind.TIMER and first.timer:
        return {"every": duration_of(first.timer)}
    return None


def _name(text: str) -> str:
    return slug(text).replace(".", "-").replace("_", "-").strip("-")[:63].strip("-") or "workflow"
