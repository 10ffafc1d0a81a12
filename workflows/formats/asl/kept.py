"""Which features come back as they were when the written file is read again.

The support table says what may be lost; this says what was not, so that a loss report names only
what is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.model import Definition, Flow, Node
from workflows.formats.features import Feature, features_of

__all__ = ["kept_features"]


def _needs(name: str) -> Callable[[Node], Any]:
    def get(node: Node) -> Any:
        return getattr(node.requirements, name, None)

    return get


_VALUES: Mapping[Feature, Callable[[Node], Any]] = {
    Feature.RETRY: _needs("retry"),
    Feature.TIMEOUT: _needs("timeout"),
    Feature.DEADLINE: lambda node: (_needs("deadline")(node), _needs("escalation")(node)),
    Feature.DOCUMENTATION: lambda node: node.documentation,
    Feature.TIMER: lambda node: (node.kind, node.event, node.timer),
    Feature.BOUNDARY: lambda node: (node.kind, node.event, node.ref, node.timer),
    Feature.MULTI_INSTANCE: lambda node: (node.kind, node.loop),
    Feature.ASSUMED: _needs("assumed"),
}


def kept_features(
    definition: Definition, back: Definition, names: Mapping[str, str]
) -> frozenset[Feature]:
    """The features that ``back``, the written file read again, says as the map does. ``names``
    are the states' names by node id."""
    twin = _twins(definition, back, names)
    used = features_of(definition)
    kept = {
        feature
        for feature, value in _VALUES.items()
        if all(_same(value, definition, twin, place) for place in used.get(feature, ()))
    }
    if _facts(definition) == _facts(back):
        kept.add(Feature.PARTICIPANT_FACTS)
    if _conditions(definition, used.get(Feature.CONDITION, ()), names) <= _conditions(back):
        kept.add(Feature.CONDITION)
    return frozenset(kept)


def _same(
    value: Callable[[Node], Any], definition: Definition, twin: Mapping[str, Node], place: str
) -> bool:
    node = definition.by_id.get(place)
    return node is not None and place in twin and value(node) == value(twin[place])


def _twins(
    definition: Definition, back: Definition, names: Mapping[str, str]
) -> Mapping[str, Node]:
    """The node read again for each node: the one whose state has its name, or the event at the
    border of that."""
    by_name = {node.name: node for node in back.nodes if not node.attached_to}
    found = {key: by_name[name] for key, name in names.items() if name in by_name}
    for node in definition.nodes:
        host = found.get(node.attached_to or "")
        for event in back.boundaries[host.id] if host else ():
            if (event.event, event.ref) == (node.event, node.ref):
                found[node.id] = event
    return found


def _facts(definition: Definition) -> set[tuple[object, ...]]:
    return {
        (one.name, one.kind, one.team, one.concurrency, one.capacity)
        for one in definition.participants
    }


def _conditions(
    definition: Definition,
    wanted: Iterable[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> set[tuple[str, str]]:
    """The conditions of flows, with the name of the node that decides."""
    chosen = None if wanted is None else set(wanted)
    return {
        (_decider(definition, flow, names or {}), _plain(flow.condition))
        for flow in definition.flows
        if (chosen is None and flow.condition) or (chosen and flow.id in chosen)
    }


def _decider(definition: Definition, flow: Flow, names: Mapping[str, str]) -> str:
    node = definition.by_id.get(flow.source)
    return names.get(flow.source) or (node.name if node else "")


def _plain(condition: str) -> str:
    try:
        return str(parse(condition))
    except ConditionError:
        return condition
