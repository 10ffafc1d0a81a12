"""A changed map written into the file that it came from: comments, order, blank lines and every
value that did not change stay as their author wrote them.

Only what differs between the map as the file says it and the map as it shall be is touched. Where
that cannot be done so that the file reads back equal (an order of nodes that nesting cannot say),
there is no merged file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode
from ruamel.yaml.nodes import Node as Value

from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, Node
from workflows.formats.blocks import composed
from workflows.formats.reading import Reading
from workflows.formats.yaml_editing import Editing, Part, items_under, value_under
from workflows.formats.yaml_flow_merging import FlowMerging, Placing
from workflows.formats.yaml_map import MAP_KEYS
from workflows.formats.yaml_node_output import Flows, nested_mapping, node_mapping
from workflows.formats.yaml_output import (
    data_flow_mapping,
    facts_of,
    mapping_of,
    message_flow_rows,
    participant_mapping,
)
from workflows.formats.yaml_variables import variable_mapping

__all__ = ["on_base"]

_MARK = b"\xef\xbb\xbf"
_NODE_ORDER = (*(key for key in MAP_KEYS if key not in ("nodes", "flows")), "nodes", "flows")


def on_base(
    definition: Definition,
    base: bytes,
    read: Callable[[bytes], Reading],
    *,
    as_json: bool,
) -> bytes | None:
    """The file ``base`` saying ``definition``: the very bytes where it does already; None where
    it is no map, or cannot say this one."""
    try:
        before = read(base).definition
        if before == definition:
            return base
        for placing in Placing:
            made = _merged(before, definition, base, as_json=as_json, placing=placing)
            if _says(made, definition, read):
                return made
    except DefinitionError:
        return None
    return None


def _says(made: bytes, definition: Definition, read: Callable[[bytes], Reading]) -> bool:
    try:
        return read(made).definition == definition
    except DefinitionError:
        return False


def _merged(
    before: Definition, after: Definition, base: bytes, *, as_json: bool, placing: Placing
) -> bytes:
    """The file with what differs, as far as that can be done: whether it says ``after``, reading
    it tells."""
    mark = _MARK if base.startswith(_MARK) else b""
    text = base.decode("utf-8-sig")
    returns, ends_open = "\r\n" in text, not text.endswith("\n")
    text = text.replace("\r\n", "\n") + ("\n" if ends_open else "")
    editing = Editing(text, as_json=as_json)
    root = composed(text)
    _Map(editing, root, (before, after), placing).merge()
    made = editing.made()
    made = made.removesuffix("\n") if ends_open else made
    return mark + (made.replace("\n", "\r\n") if returns else made).encode()


class _Map:
    """One map in the file; a called one stands in another."""

    def __init__(
        self,
        editing: Editing,
        root: MappingNode,
        maps: tuple[Definition, Definition],
        placing: Placing,
    ) -> None:
        self.editing = editing
        self.root = root
        self.before, self.after = maps
        self.placing = placing
        self.blocks: dict[str | None, MappingNode] = {None: root}
        """The mapping of each scope in the file, those around before those inside; None: the
        map."""
        self.items: dict[str, MappingNode] = {}
        """What stands in the file for each node."""
        self.holders: dict[str, str | None] = {}
        """The scope in whose mapping that stands."""

    def merge(self) -> None:
        """Notes every change."""
        self._index(self.root, None, iter(self.before.nodes))
        self.editing.merge(self.root, facts_of(self.before), facts_of(self.after), MAP_KEYS)
        for key, rows in _LISTS.items():
            self._list(key, list(rows(self.before)), list(rows(self.after)))
        self._called()
        rooms = self._rooms()
        flows = FlowMerging(self.editing, self.before, self.after, self.blocks, self.placing)
        lists = flows.lists(node.id for node in self.after.nodes if node.is_scope)
        self._nodes(rooms, lists)
        for scope in self._scopes(rooms):
            order = MAP_KEYS if scope is None else _NODE_ORDER
            self.editing.fill(self.blocks[scope], "flows", lists.get(scope, ()), order)

    def _index(self, block: MappingNode, holder: str | None, read: Iterator[Node]) -> None:
        for item in items_under(block, _nodes_key(block)):
            if not isinstance(item, MappingNode):
                continue
            node = next(read)
            self.items[node.id], self.holders[node.id] = item, holder
            if node.is_scope:
                self.blocks[node.id] = item
                self._index(item, node.id, read)

    # Lists that need no scope

    def _list(
        self, key: str, before: Sequence[tuple[Any, Any]], after: Sequence[tuple[Any, Any]]
    ) -> None:
        """A list whose items stand in the file in the order in which the map has them."""
        own = dict(zip((name for name, _ in before), items_under(self.root, key), strict=True))
        said = dict(before)
        self.editing.fill(
            self.root,
            key,
            [self._row(own.get(name), said.get(name), mapping) for name, mapping in after],
            MAP_KEYS,
        )

    def _row(self, item: Value | None, before: Any, after: Any) -> Part:
        """The item that is there, changed where that is needed, or a new one."""
        if item is None or before == after:
            return after if item is None else item
        if not isinstance(item, MappingNode):
            return after
        self.editing.merge(item, before, after)
        return item

    def _called(self) -> None:
        ids = [one.id for one in self.before.called]
        own = dict(zip(ids, items_under(self.root, "called"), strict=True))
        said = dict(zip(ids, self.before.called, strict=True))
        parts: list[Part] = []
        for one in self.after.called:
            item = own.get(one.id)
            if isinstance(item, MappingNode) and said[one.id] != one:
                maps = (said[one.id], one)
                _Map(self.editing, item, maps, self.placing).merge()
            parts.append(mapping_of(one) if item is None else item)
        self.editing.fill(self.root, "called", parts, MAP_KEYS)

    # Nodes

    def _rooms(self) -> dict[str, str | None]:
        """The scope in whose mapping each node shall stand: where it stands, else in its own."""
        rooms: dict[str, str | None] = {}
        for node in self.after.nodes:
            holder = self.holders.get(node.id, node.parent)
            rooms[node.id] = holder if holder in (None, node.parent) else node.parent
        return rooms

    def _nodes(self, rooms: Mapping[str, str | None], flows: Flows) -> None:
        within: dict[str | None, list[Node]] = {}
        for node in self.after.nodes:
            within.setdefault(rooms[node.id], []).append(node)
        for scope in self._scopes(rooms):
            block = self.blocks[scope]
            parts = [self._node(node, scope, flows) for node in within.get(scope, ())]
            self.editing.fill(block, _nodes_key(block), parts, _NODE_ORDER)

    def _scopes(self, rooms: Mapping[str, str | None]) -> list[str | None]:
        """Those in the file that the map still has."""
        return [scope for scope in self.blocks if scope is None or scope in rooms]

    def _node(self, node: Node, scope: str | None, flows: Flows) -> Part:
        around = self.after.by_id[scope] if scope is not None else None
        item = self.items.get(node.id)
        if item is None or self.holders[node.id] != scope:
            return nested_mapping(self.after, node, around, flows)
        old, older = self.before.by_id[node.id], self.before.by_id.get(scope or "")
        self.editing.merge(item, node_mapping(old, older), node_mapping(node, around), _NODE_ORDER)
        return item


def _nodes_key(block: MappingNode) -> str:
    return "steps" if value_under(block, "steps") is not None else "nodes"


def _named[Item](
    items: Iterable[Item], name: Callable[[Item], Any], mapping: Callable[[Item], Any]
) -> Iterator[tuple[Any, Any]]:
    """Each item's mapping under its name; the second of the same name is another."""
    seen: Counter[Any] = Counter()
    for item in items:
        seen[name(item)] += 1
        yield (name(item), seen[name(item)]), mapping(item)


def _participants(definition: Definition) -> Iterator[tuple[Any, Any]]:
    return _named(definition.participants, lambda one: one.id, participant_mapping)


def _variables(definition: Definition) -> Iterator[tuple[Any, Any]]:
    return _named(definition.variables, lambda one: one.name, variable_mapping)


def _data_flows(definition: Definition) -> Iterator[tuple[Any, Any]]:
    return _named(
        definition.data_flows, lambda one: (one.name, one.source, one.target), data_flow_mapping
    )


def _message_flows(definition: Definition) -> Iterator[tuple[Any, Any]]:
    rows = dict(
        zip(definition.message_flows, message_flow_rows(definition.message_flows), strict=True)
    )
    return _named(definition.message_flows, lambda one: one.id, rows.__getitem__)


_LISTS: Mapping[str, Callable[[Definition], Iterator[tuple[Any, Any]]]] = {
    "participants": _participants,
    "variables": _variables,
    "data_flows": _data_flows,
    "message_flows": _message_flows,
}
