"""How often a case visits each node, on average, from the shares on the map's decisions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workflows.definition.model import Definition, Flow, Node, NodeKind

__all__ = ["expected_visits"]

_CHOOSING = frozenset({NodeKind.DECISION, NodeKind.EVENT_BASED})
_MERGING = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})


def expected_visits(definition: Definition) -> Mapping[str, float]:
    """Mean visits per case and node id, without faults: the solution of v = starts + Fᵀ v, where
    F holds the share of visits that each flow passes on. A parallel join takes one visit for all
    its branches. A node without a way in begins a case; boundary nodes and compensations are only
    reached by faults and count 0, and so does what only an event brings about. A loop that never
    ends counts each node once.
    """
    beside = dict.fromkeys((node.id for node in definition.nodes), 0.0)
    return beside | _visits(definition.flat)


def _visits(definition: Definition) -> dict[str, float]:
    place = {node.id: row for row, node in enumerate(definition.nodes)}
    passed = np.zeros((len(place), len(place)))
    for flow in definition.flows:
        if flow.source in place and flow.target in place:
            passed[place[flow.target], place[flow.source]] += _share(definition, flow)
    starts = np.array([_begins(definition, node) for node in definition.nodes], dtype=float)
    visits = _solved(passed, starts)
    return {node_id: float(visits[row]) for node_id, row in place.items()}


def _solved(passed: np.ndarray, starts: np.ndarray) -> np.ndarray:
    try:
        visits = np.linalg.solve(np.eye(len(starts)) - passed, starts)
    except np.linalg.LinAlgError:
        return np.ones(len(starts))
    endless = not np.all(np.isfinite(visits)) or np.any(visits < -1e-9)
    return np.ones(len(starts)) if endless else visits


def _begins(definition: Definition, node: Node) -> bool:
    reached_by_fault = node.kind in (NodeKind.BOUNDARY, NodeKind.COMPENSATION)
    return not definition.incoming[node.id] and not reached_by_fault


def _share(definition: Definition, flow: Flow) -> float:
    """The share of the source's visits that reach the target as a visit."""
    chosen = _chosen(definition, flow)
    target = definition.by_id[flow.target]
    if target.kind in _MERGING:
        return chosen / max(1, len(definition.incoming[target.id]))
    return chosen


def _chosen(definition: Definition, flow: Flow) -> float:
    if definition.by_id[flow.source].kind not in _CHOOSING:
        return 1.0
    siblings = definition.outgoing[flow.source]
    if flow.probability is not None:
        return flow.probability
    stated = sum(sibling.probability or 0.0 for sibling in siblings)
    open_ones = sum(sibling.probability is None for sibling in siblings)
    return max(0.0, 1.0 - stated) / open_ones
