"""Reads the connections of a map from YAML: flows, message flows, data flows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from ruamel.yaml.comments import CommentedMap

from workflows.definition.cells import parse_flag
from workflows.definition.findings import Problem
from workflows.definition.model import DataFlow, Flow, MessageFlow
from workflows.definition.quantities import parse_share
from workflows.formats.blocks import Block

__all__ = [
    "data_flows_from",
    "flow_id",
    "flows_from",
    "foreign_from",
    "message_flow_id",
    "message_flows_from",
]

type Lines = dict[str, int]
"""The line of each place in words."""

_FLOW_KEYS = ("id", "from", "to", "name", "condition", "probability", "default", "foreign")
_MESSAGE_KEYS = ("id", "from", "to", "name")
_DATA_FLOW_KEYS = ("name", "from", "to", "classification")
_ARROW = re.compile(r"\s*->\s*")


def flow_id(source: str, target: str, number: int) -> str:
    """The id of the ``number``-th flow between two nodes that its author gave none."""
    return f"{source}-to-{target}" + ("" if number == 1 else f"-{number}")


def message_flow_id(source: str, target: str, number: int) -> str:
    """The id of the ``number``-th message flow between two ends that its author gave none."""
    return f"message-{flow_id(source or 'outside', target or 'outside', number)}"


class _Ids:
    """Ids for connections without one, counted per pair of ends."""

    def __init__(self, name: Callable[[str, str, int], str]) -> None:
        self._name = name
        self._between: Counter[tuple[str, str]] = Counter()

    def next(self, source: str, target: str) -> str:
        self._between[source, target] += 1
        return self._name(source, target, self._between[source, target])


def flows_from(blocks: Iterable[Block], lines: Lines) -> tuple[Flow, ...]:
    """The flows under ``flows`` of the map and of its scopes, block after block."""
    ids, found = _Ids(flow_id), list[Flow]()
    for block in blocks:
        for where, item, line in _items(block, "flows", "flow"):
            if isinstance(item, str):
                fresh = [
                    Flow(id=ids.next(source, target), source=source, target=target)
                    for source, target in pairwise(_ARROW.split(item.strip()))
                ]
            else:
                fresh = [_flow(Block(item, where, block.problems), ids)]
            lines.update({f"flow {flow.id!r}": line for flow in fresh})
            found += fresh
    return tuple(found)


def _items(block: Block, key: str, what: str) -> Iterator[tuple[str, CommentedMap | str, int]]:
    """Place, content and line of each item that is a chain of arrows or a mapping."""
    for number, (item, line) in enumerate(block.items(key), start=1):
        where = f"{what} {number}"
        if isinstance(item, CommentedMap) or (isinstance(item, str) and "->" in item):
            yield where, item, line
        else:
            message = "must be 'a -> b', or a mapping such as {from: a, to: b}"
            block.problems.append(Problem(where=where, message=message, line=line))


def _flow(block: Block, ids: _Ids) -> Flow:
    source, target = block.text("from"), block.text("to")
    own_id = block.text("id", ids.next(source, target))
    block = block.named(f"flow {own_id!r}")
    block.allow(_FLOW_KEYS)
    for key in ("from", "to"):
        if key not in block:
            block.problem("", f"needs '{key}', the id of a node")
    return Flow(
        id=own_id,
        source=source,
        target=target,
        name=block.name(),
        condition=block.text("condition"),
        probability=block.value("probability", parse_share, None),
        default=block.value("default", parse_flag, False),
        foreign=foreign_from(block),
    )


def foreign_from(block: Block) -> tuple[tuple[str, str], ...]:
    """What other tools wrote, under ``foreign``: format name → text of that format."""
    inner = block.block("foreign")
    if inner is None:
        return ()
    return tuple((str(key), inner.long_text(key)) for key in inner.data)


def message_flows_from(block: Block, lines: Lines) -> tuple[MessageFlow, ...]:
    """The messages between processes under ``message_flows``."""
    ids, found = _Ids(message_flow_id), list[MessageFlow]()
    for where, item, line in _items(block, "message_flows", "message flow"):
        if isinstance(item, str):
            source, *_, target = _ARROW.split(item.strip())
            own = MessageFlow(id=ids.next(source, target), source=source, target=target)
        else:
            own = _message_flow(Block(item, where, block.problems), ids)
        lines[f"message flow {own.id!r}"] = line
        found.append(own)
    return tuple(found)


def _message_flow(block: Block, ids: _Ids) -> MessageFlow:
    source, target = block.text("from"), block.text("to")
    own_id = block.text("id", ids.next(source, target))
    block = block.named(f"message flow {own_id!r}")
    block.allow(_MESSAGE_KEYS)
    return MessageFlow(id=own_id, source=source, target=target, name=block.name())


def data_flows_from(block: Block, lines: Lines) -> tuple[DataFlow, ...]:
    """The pieces of data under ``data_flows``."""
    return tuple(_data_flow(item, lines) for item in block.blocks("data_flows", "data flow"))


def _data_flow(block: Block, lines: Lines) -> DataFlow:
    if "name" not in block:
        block.problem("", "needs a name")
    found = DataFlow(
        name=block.name(),
        source=block.text("from"),
        target=block.text("to"),
        classification=block.text("classification"),
    )
    block = block.named(f"data flow {found.name!r}")
    block.allow(_DATA_FLOW_KEYS)
    lines[block.where] = block.start
    return found
