"""The flows of a changed map, put into the lists of flows of the file that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ruamel.yaml.nodes import MappingNode
from ruamel.yaml.nodes import Node as Value

from workflows.definition.model import Definition, Flow
from workflows.formats.yaml_editing import Editing, Part, items_under
from workflows.formats.yaml_output import flow_mapping, flow_rows

__all__ = ["FlowMerging", "Placing"]


class Placing(StrEnum):
    """Where flows go, one after the other tried until the file says the map."""

    IN_PLACE = "in-place"
    """Where they stand, new ones with their ends."""
    ON_TOP = "on-top"
    """All into the list of the map, since those of scopes are read after it."""
    ANEW = "anew"
    """Into the list of the scope that holds both ends, all written anew."""


@dataclass(frozen=True, slots=True)
class _Old:
    """Where a flow stands in the file: in which scope's list, in which item, and with whom."""

    scope: str | None
    item: Value
    flows: list[Flow]


@dataclass(frozen=True, slots=True)
class FlowMerging:
    """What the lists of flows become. ``blocks`` are the mappings of the scopes in the file,
    in the order in which they are read; None: the map."""

    editing: Editing
    before: Definition
    after: Definition
    blocks: Mapping[str | None, MappingNode]
    placing: Placing

    def lists(self, scopes: Iterable[str | None]) -> dict[str | None, list[Part]]:
        """The parts of each list, by the scope in which it stands, which is one of ``scopes`` or
        the map."""
        old = {} if self.placing is Placing.ANEW else self._old()
        rows = flow_rows(self.after.flows)
        return {
            scope: list(self._parts(scope, group, old, rows))
            for scope, group in self._grouped(frozenset(scopes), old).items()
        }

    def _old(self) -> dict[str, _Old]:
        read = iter(self.before.flows)
        found: dict[str, _Old] = {}
        for scope, block in self.blocks.items():
            for item in items_under(block, "flows"):
                count = 1 if isinstance(item, MappingNode) else len(item.value.split("->")) - 1
                flows = [next(read) for _ in range(count)]
                found |= {one.id: _Old(scope, item, flows) for one in flows}
        return found

    def _grouped(
        self, scopes: frozenset[str | None], old: Mapping[str, _Old]
    ) -> dict[str | None, list[tuple[Flow, int]]]:
        """The flows, each with its number in the map, by the scope in whose list they go."""
        nested = any(one.scope is not None for one in old.values()) or not old
        groups: dict[str | None, list[tuple[Flow, int]]] = {}
        for number, flow in enumerate(self.after.flows):
            scope = self._scope(flow, old, nested=nested)
            groups.setdefault(scope if scope in scopes else None, []).append((flow, number))
        return groups

    def _scope(self, flow: Flow, old: Mapping[str, _Old], *, nested: bool) -> str | None:
        """Where it stands already, else with both its ends where flows stand in scopes at all."""
        if self.placing is Placing.ON_TOP:
            return None
        if flow.id in old:
            return old[flow.id].scope
        source, target = (self._parent(end) for end in (flow.source, flow.target))
        return source if source == target and nested else None

    def _parent(self, node_id: str) -> str | None:
        node = self.after.by_id.get(node_id)
        return node.parent if node else None

    def _parts(
        self,
        scope: str | None,
        group: Sequence[tuple[Flow, int]],
        old: Mapping[str, _Old],
        rows: Sequence[Any],
    ) -> Iterator[Part]:
        """A chain of arrows stays where its flows stay; what is left of one stands in its
        place."""
        used: set[int] = set()
        place = 0
        while place < len(group):
            flow, number = group[place]
            found = old.get(flow.id)
            run = _run([one for one, _ in group[place:]], found)
            if found is None or id(found.item) in used or found.scope != scope:
                yield _chain(run) if len(run) > 1 else rows[number]
            else:
                used.add(id(found.item))
                yield self._kept(found, flow, run, rows[number])
            place += max(1, len(run))

    def _kept(self, found: _Old, flow: Flow, run: Sequence[Flow], row: Any) -> Part:
        """The item that is there, changed where that is needed."""
        if isinstance(found.item, MappingNode):
            before, after = (flow_mapping(one, one.id) for one in (found.flows[0], flow))
            self.editing.merge(found.item, before, after)
            return found.item
        if not run:
            return row
        if run != found.flows:
            self.editing.overwrite(found.item, _chain(run))
        return found.item


def _run(flows: Sequence[Flow], found: _Old | None) -> list[Flow]:
    """How many of these flows stand one after another in the same item, as they were."""
    if found is None or flows[0] not in found.flows:
        return []
    follow = found.flows[found.flows.index(flows[0]) :]
    same = [one == other for one, other in zip(flows, follow, strict=False)]
    return list(flows[: same.index(False) if False in same else len(same)])


def _chain(run: Sequence[Flow]) -> str:
    return " -> ".join((run[0].source, *(flow.target for flow in run)))
