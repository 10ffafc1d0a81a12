"""Reads a map from YAML mappings: participants, nodes, flows, data flows, SLA and volume."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from itertools import pairwise
from typing import Any

from ruamel.yaml.comments import CommentedMap

from workflows.definition.cells import (
    parse_choice,
    parse_flag,
    parse_positive_duration,
)
from workflows.definition.columns import default_requirements
from workflows.definition.findings import Problem
from workflows.definition.model import (
    DataFlow,
    Definition,
    EventKind,
    Flow,
    Node,
    NodeKind,
    Participant,
    ParticipantKind,
    Volume,
)
from workflows.definition.quantities import parse_duration, parse_share
from workflows.definition.validation import ID_RULE, is_id, place, problems
from workflows.formats.blocks import Block
from workflows.formats.yaml_requirements import REQUIREMENT_KEYS, step_from

__all__ = ["flow_id", "map_from"]

_MAP_KEYS = (
    "id",
    "name",
    "sla",
    "volume",
    "participants",
    "nodes",
    "steps",
    "flows",
    "data_flows",
)
_PARTICIPANT_KEYS = ("id", "name", "kind", "team", "concurrency", "capacity")
_NODE_KEYS = ("id", "name", "kind", "path", "documentation", "participant")
_EVENT_KEYS = ("event", "timer", "attached_to", "interrupting", "ref")
_FLOW_KEYS = ("id", "from", "to", "name", "condition", "probability", "default")
_DATA_FLOW_KEYS = ("name", "from", "to", "classification")
_BLANK = Participant(id="", name="")
_ARROW = re.compile(r"\s*->\s*")


class _Lines(dict[str, int]):
    """The line of each place in words, to find what a structural problem talks about."""


def map_from(block: Block) -> Definition:
    """The definition in a mapping; what is wrong goes to the block's problems."""
    block.allow(_MAP_KEYS)
    lines = _Lines({"map": block.start})
    own_id = _id(block, "map")
    definition = Definition(
        id=own_id,
        name=block.name(own_id),
        participants=_participants(block, lines),
        nodes=_nodes(block, lines),
        flows=_flows(block, lines),
        data_flows=_data_flows(block, lines),
        sla=block.value("sla", parse_positive_duration, None),
        volume=_volume(block),
    )
    _add_structural(block, definition, lines)
    return definition


def _add_structural(block: Block, definition: Definition, lines: _Lines) -> None:
    """Problems of structure, less those that a problem already noted at the same place explains."""
    noted = {problem.where for problem in block.problems}
    block.problems.extend(
        Problem(where=found.where, message=found.message, line=lines.get(found.where, block.start))
        for found in problems(definition)
        if found.where not in noted
    )


def _id(block: Block, default: str) -> str:
    found = block.text("id", default)
    if not is_id(found):
        block.problem("id", f"{ID_RULE}, got {found!r}")
    return found


def _required_id(block: Block) -> str:
    if "id" not in block:
        block.problem("", "needs an id")
    return block.text("id", block.where.replace(" ", "-"))


def _participants(block: Block, lines: _Lines) -> tuple[Participant, ...]:
    return tuple(_participant(item, lines) for item in block.blocks("participants", "participant"))


def _participant(block: Block, lines: _Lines) -> Participant:
    own_id = _required_id(block)
    block = block.named(f"participant {own_id!r}")
    block.allow(_PARTICIPANT_KEYS)
    lines[block.where] = block.start
    return Participant(
        id=own_id,
        name=block.name(own_id),
        kind=_choice(block, "kind", ParticipantKind.SERVICE),
        team=block.text("team"),
        concurrency=block.value("concurrency", _whole_number, _BLANK.concurrency),
        capacity=block.value("capacity", _number, None),
    )


def _nodes(block: Block, lines: _Lines) -> tuple[Node, ...]:
    if "nodes" in block and "steps" in block:
        block.problem("steps", "stands beside nodes; put everything under nodes")
    key = "nodes" if "nodes" in block else "steps"
    return tuple(_node(item, lines) for item in block.blocks(key, "node"))


def _node(block: Block, lines: _Lines) -> Node:
    own_id = _required_id(block)
    kind = _choice(block.named(f"node {own_id!r}"), "kind", NodeKind.TASK)
    blank = Node(id=own_id, name="", kind=kind)
    block = block.named(place(blank))
    lines[block.where] = block.start
    node = Node(
        id=own_id,
        name=block.name(own_id),
        kind=kind,
        requirements=default_requirements(kind) if blank.is_step else None,
        path=block.texts("path"),
        documentation=block.text("documentation"),
        **({} if blank.is_step else _event(block)),
    )
    block.allow(_NODE_KEYS + (REQUIREMENT_KEYS if node.is_step else _EVENT_KEYS))
    return step_from(block, node) if node.is_step else node


def _event(block: Block) -> dict[str, Any]:
    timer = block.value("timer", parse_duration, None)
    event = EventKind.NONE if timer is None else EventKind.TIMER
    return {
        "participant": block.text("participant") or None,
        "event": _choice(block, "event", event),
        "timer": timer,
        "attached_to": block.text("attached_to") or None,
        "interrupting": block.value("interrupting", parse_flag, True),
        "ref": block.text("ref"),
    }


def _choice[Choice: StrEnum](block: Block, key: str, default: Choice) -> Choice:
    return block.value(key, parse_choice(type(default)), default)


def flow_id(source: str, target: str, number: int) -> str:
    """The id of the ``number``-th flow between two nodes that its author gave none."""
    return f"{source}-to-{target}" + ("" if number == 1 else f"-{number}")


class _Flows:
    """Flows in the order of the file, with ids for those that have none."""

    def __init__(self) -> None:
        self.found: list[Flow] = []
        self._between: Counter[tuple[str, str]] = Counter()

    def default_id(self, source: str, target: str) -> str:
        self._between[source, target] += 1
        return flow_id(source, target, self._between[source, target])


def _flows(block: Block, lines: _Lines) -> tuple[Flow, ...]:
    flows = _Flows()
    for number, (item, line) in enumerate(block.items("flows"), start=1):
        before = len(flows.found)
        where = f"flow {number}"
        if isinstance(item, CommentedMap):
            _add_flow(Block(item, where, block.problems), flows)
        elif isinstance(item, str) and "->" in item:
            _add_chain(item, flows)
        else:
            message = "must be 'a -> b', or a mapping such as {from: a, to: b}"
            block.problems.append(Problem(where=where, message=message, line=line))
        lines.update({f"flow {flow.id!r}": line for flow in flows.found[before:]})
    return tuple(flows.found)


def _add_chain(text: str, flows: _Flows) -> None:
    names = _ARROW.split(text.strip())
    for source, target in pairwise(names):
        own_id = flows.default_id(source, target)
        flows.found.append(Flow(id=own_id, source=source, target=target))


def _add_flow(block: Block, flows: _Flows) -> None:
    source, target = block.text("from"), block.text("to")
    own_id = block.text("id", flows.default_id(source, target))
    block = block.named(f"flow {own_id!r}")
    block.allow(_FLOW_KEYS)
    for key in ("from", "to"):
        if key not in block:
            block.problem("", f"needs '{key}', the id of a node")
    flows.found.append(
        Flow(
            id=own_id,
            source=source,
            target=target,
            name=block.name(),
            condition=block.text("condition"),
            probability=block.value("probability", parse_share, None),
            default=block.value("default", parse_flag, False),
        )
    )


def _data_flows(block: Block, lines: _Lines) -> tuple[DataFlow, ...]:
    return tuple(_data_flow(item, lines) for item in block.blocks("data_flows", "data flow"))


def _data_flow(block: Block, lines: _Lines) -> DataFlow:
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


def _volume(block: Block) -> Volume:
    inner = block.block("volume")
    if inner is None:
        return Volume()
    inner.allow(("now", "expected", "peak"))
    now = inner.value("now", _number, Volume().now)
    return Volume(
        now=now,
        expected=inner.value("expected", _number, now),
        peak=inner.value("peak", _number, Volume().peak),
    )


def _number(text: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text.strip().lower(), re.ASCII):
        raise ValueError(f"must be a number, got {text.strip()!r}")
    number = float(text)
    if abs(number) > 1e12:
        raise ValueError(f"must be at most 10^12, got {text.strip()!r}")
    return number


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", text.strip(), re.ASCII):
        raise ValueError(f"must be a whole number, got {text.strip()!r}")
    return int(text)
