"""What of a map no task can say, in ``metadata`` (DSL reference, Task and Document), which other
tools keep: one mapping per task, and one for the whole.

Podium's own YAML is the language of these mappings. The whole one holds a fingerprint of the tasks:
where it fits, nobody has changed them, and the map comes back exactly; where it does not, the tasks
have the last word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflows.definition.model import Definition
from workflows.formats.yaml_flows import flow_id
from workflows.formats.yaml_output import mapping_of
from workflows.formats.yaml_plain import Plain

__all__ = ["KEY", "fingerprint", "node_mappings", "plain", "whole_mapping"]

KEY = "podium"
_LOOSE = ("nodes", "flows")


def plain(data: Any) -> Plain:
    """The data as plain Python: what JSON can hold."""
    if isinstance(data, Mapping):
        return {_key(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, bool) or data is None:
        return data
    if isinstance(data, int):
        return int(data)
    if isinstance(data, float):
        return float(data)
    return str(data)


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def node_mappings(definition: Definition) -> dict[str, dict[str, Plain]]:
    """Each node as Podium's YAML writes it, by id, without what stands inside it; what it would
    take over from its scope is written out."""
    found = dict(_nodes(mapping_of(definition)["nodes"]))
    for node in definition.nodes:
        around = {"parent": node.parent, "process": node.process, "path": list(node.path)}
        own = {key: value for key, value in found[node.id].items() if key not in around}
        found[node.id] = own | {key: plain(value) for key, value in around.items() if value}
    return found


def _nodes(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Plain]]]:
    for item in items:
        yield str(item["id"]), {k: plain(v) for k, v in item.items() if k not in _LOOSE}
        yield from _nodes(item.get("nodes", ()))


def whole_mapping(definition: Definition, written: Mapping[str, object]) -> dict[str, Plain]:
    """All but the nodes that stand at their tasks (``written``)."""
    mapping = mapping_of(definition)
    whole = {key: plain(value) for key, value in mapping.items() if key not in _LOOSE}
    nodes = node_mappings(definition)
    whole["order"] = " ".join(node.id for node in definition.nodes)
    beside: list[Plain] = [nodes[node.id] for node in definition.nodes if node.id not in written]
    if beside:
        whole["nodes"] = beside
    whole["flows"] = list(_flows(definition))
    return whole


def _flows(definition: Definition) -> Iterator[Plain]:
    """The flows in order; one that has no more than its ends is ``a -> b``."""
    for flow in definition.flows:
        own: dict[str, Plain] = {"id": flow.id, "from": flow.source, "to": flow.target}
        if flow.name:
            own["name"] = flow.name
        if flow.condition:
            own["condition"] = flow.condition
        if flow.probability is not None:
            own["probability"] = repr(flow.probability)
        if flow.default:
            own["default"] = True
        if flow.foreign:
            own["foreign"] = dict(flow.foreign)
        alone = len(own) == 3 and flow.id == flow_id(flow.source, flow.target, 1)
        yield f"{flow.source} -> {flow.target}" if alone else own


def fingerprint(document: Mapping[str, Any]) -> str:
    """The same for the same document, however it is written down; Podium's mapping of the whole
    plays no part."""
    head = document.get("document")
    own = dict(head) if isinstance(head, Mapping) else {}
    others = own.get("metadata")
    own["metadata"] = (
        {k: v for k, v in others.items() if k != KEY} if isinstance(others, Mapping) else {}
    )
    text = json.dumps(plain({**document, "document": own}), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
