"""Which elements of two versions are the same: by id, and where ids differ (another tool gives its
own) by name and kind, then by kind and neighbours.

What fits more than one element is left unmatched unless as many stand on either side; then they
pair in the order of the map. Each rule treats both versions alike, so the match from the older
to the newer version is the inverse of that from the newer to the older.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from workflows.definition.model import Definition, Flow, Node, NodeKind, Participant

__all__ = ["Counterparts", "matched_flows", "matched_nodes", "matched_participants"]

type Counterparts = dict[str, str]
"""From ids of the older version to ids of the newer one."""


def matched_nodes(before: Definition, after: Definition) -> Counterparts:
    """The nodes that both versions have."""
    found = {node.id: node.id for node in before.nodes if node.id in after.by_id}
    while _grown(found, before, after):
        pass
    return {node.id: found[node.id] for node in before.nodes if node.id in found}


def _grown(found: Counterparts, before: Definition, after: Definition) -> bool:
    """Match more nodes, the surest rule first; whether there were any."""
    taken = set(found.values())
    old = [node for node in before.nodes if node.id not in found]
    new = [node for node in after.nodes if node.id not in taken]
    if not old or not new:
        return False
    back = {b: a for a, b in found.items()}
    here = _Surroundings(before, {a: a for a in found})
    there = _Surroundings(after, back)
    rules: tuple[Callable[[_Surroundings], Callable[[Node], Hashable]], ...] = (
        lambda side: side.name_and_neighbours,
        lambda side: side.name_and_scope,
        lambda side: side.name_and_kind,
        lambda side: side.nameless,
        lambda side: side.only_end,
    )
    for rule in rules:
        pairs = _paired(old, new, rule(here), rule(there))
        if pairs:
            found.update(pairs)
            return True
    return False


def _paired[Part: (Node, Participant)](
    old: Iterable[Part],
    new: Iterable[Part],
    old_key: Callable[[Part], Hashable],
    new_key: Callable[[Part], Hashable],
) -> Counterparts:
    left, right = _grouped(old, old_key), _grouped(new, new_key)
    return {
        one: other
        for key in left
        if key is not None and len(left[key]) == len(right.get(key, ()))
        for one, other in zip(left[key], right[key], strict=True)
    }


def _grouped[Part: (Node, Participant)](
    parts: Iterable[Part], key: Callable[[Part], Hashable]
) -> dict[Hashable, list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for part in parts:
        groups[key(part)].append(part.id)
    return groups


class _Surroundings:
    """What stands around a node, in the words of the older version; ``known`` leads there."""

    def __init__(self, definition: Definition, known: Counterparts) -> None:
        self._definition = definition
        self._known = known

    def name_and_neighbours(self, node: Node) -> Hashable:
        around = self.neighbours(node)
        return (node.name, around) if node.name and around is not None else None

    def name_and_scope(self, node: Node) -> Hashable:
        scope = self._known.get(node.parent) if node.parent else ""
        return (node.name, node.kind, scope) if node.name and scope is not None else None

    def name_and_kind(self, node: Node) -> Hashable:
        return (node.name, node.kind) if node.name else None

    def nameless(self, node: Node) -> Hashable:
        return None if node.name else self.neighbours(node)

    def only_end(self, node: Node) -> Hashable:
        ends = node.kind in {NodeKind.START, NodeKind.END} and not node.parent
        return (node.name, node.kind, node.event) if ends else None

    def neighbours(self, node: Node) -> Hashable:
        """Kind and matched neighbours; None where nothing around it is matched yet."""
        flows = self._definition
        into = self._matched(flow.source for flow in flows.incoming[node.id])
        out = self._matched(flow.target for flow in flows.outgoing[node.id])
        host = self._known.get(node.attached_to or "", "")
        if not into and not out and not host:
            return None
        return (node.kind, node.event, into, out, host)

    def _matched(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self._known[one] for one in ids if one in self._known))


def matched_participants(before: Definition, after: Definition) -> Counterparts:
    """The participants that both versions have: by id, then by name and kind."""
    both = before.participants_by_id.keys() & after.participants_by_id.keys()
    found = {one.id: one.id for one in before.participants if one.id in both}
    old = [one for one in before.participants if one.id not in both]
    new = [one for one in after.participants if one.id not in both]
    found.update(_paired(old, new, _by_name, _by_name))
    return found


def _by_name(participant: Participant) -> Hashable:
    return (participant.name, participant.kind) if participant.name else None


def matched_flows(
    before: Definition, after: Definition, nodes: Counterparts
) -> list[tuple[Flow, Flow]]:
    """The flows that both versions have: those between the same two nodes (of several between
    them first those of the same id), then those of the same id that lead elsewhere now."""
    old, new = list(before.flows), list(after.flows)
    rules: tuple[tuple[Callable[[Flow], Hashable], Callable[[Flow], Hashable]], ...] = (
        (lambda f: (f.id, *_ends(f, nodes)), lambda f: (f.id, f.source, f.target)),
        (lambda f: _ends(f, nodes), lambda f: (f.source, f.target)),
        (lambda f: f.id, lambda f: f.id),
    )
    found: list[tuple[Flow, Flow]] = []
    for old_key, new_key in rules:
        pairs = _flow_pairs(old, new, old_key, new_key)
        found += pairs
        gone, come = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
        old = [flow for flow in old if flow.id not in gone]
        new = [flow for flow in new if flow.id not in come]
    return found


def _ends(flow: Flow, nodes: Counterparts) -> tuple[str | None, str | None]:
    return nodes.get(flow.source), nodes.get(flow.target)


def _flow_pairs(
    old: list[Flow],
    new: list[Flow],
    old_key: Callable[[Flow], Hashable],
    new_key: Callable[[Flow], Hashable],
) -> list[tuple[Flow, Flow]]:
    waiting: dict[Hashable, list[Flow]] = defaultdict(list)
    for flow in reversed(new):
        waiting[new_key(flow)].append(flow)
    return [(flow, waiting[key].pop()) for flow in old if waiting.get(key := old_key(flow))]
