"""Reads a map from a YAML mapping: participants, SLA, volume, and all that it holds."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.cells import parse_positive_duration
from workflows.definition.findings import Problem
from workflows.definition.model import Definition, Participant, ParticipantKind, Volume
from workflows.definition.quantities import parse_number, parse_whole_number
from workflows.definition.validation import ID_RULE, in_map, is_id, problems
from workflows.formats.blocks import Block
from workflows.formats.yaml_flows import (
    Lines,
    data_flows_from,
    flows_from,
    foreign_from,
    message_flows_from,
)
from workflows.formats.yaml_nodes import choice_from, id_from, nodes_from
from workflows.formats.yaml_variables import variables_from

__all__ = ["MAP_KEYS", "map_from"]

MAP_KEYS = (
    "id",
    "name",
    "sla",
    "volume",
    "participants",
    "variables",
    "nodes",
    "steps",
    "flows",
    "data_flows",
    "message_flows",
    "called",
    "foreign",
)
_PARTICIPANT_KEYS = ("id", "name", "kind", "team", "concurrency", "capacity")
_BLANK = Participant(id="", name="")


def map_from(block: Block) -> Definition:
    """The definition in a mapping; what is wrong goes to the block's problems."""
    lines: Lines = {}
    definition = _map(block, lines)
    _add_structural(block, definition, lines)
    return definition


def _map(block: Block, lines: Lines) -> Definition:
    block.allow(MAP_KEYS)
    lines["map"] = block.start
    own_id = _id(block, "map")
    nodes = nodes_from(block, lines)
    return Definition(
        id=own_id,
        name=block.name(own_id),
        participants=_participants(block, lines),
        nodes=tuple(nodes.found),
        flows=flows_from(nodes.blocks, lines),
        data_flows=data_flows_from(block, lines),
        message_flows=message_flows_from(block, lines),
        variables=variables_from(block, lines),
        called=tuple(_called(item, lines) for item in block.blocks("called", "called map")),
        sla=block.value("sla", parse_positive_duration, None),
        volume=_volume(block),
        foreign=foreign_from(block),
    )


def _called(block: Block, lines: Lines) -> Definition:
    """A map inside the map; messages name it behind the place."""
    found: list[Problem] = []
    own_lines: Lines = {}
    definition = _map(Block(block.data, "map", found), own_lines)
    if "id" not in block:
        block.problem("", "needs an id, which calls can name")
    lines |= {in_map(where, definition.id): line for where, line in own_lines.items()}
    block.problems.extend(
        replace(problem, where=in_map(problem.where, definition.id)) for problem in found
    )
    return definition


def _add_structural(block: Block, definition: Definition, lines: Lines) -> None:
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


def _participants(block: Block, lines: Lines) -> tuple[Participant, ...]:
    return tuple(_participant(item, lines) for item in block.blocks("participants", "participant"))


def _participant(block: Block, lines: Lines) -> Participant:
    own_id = id_from(block)
    block = block.named(f"participant {own_id!r}")
    block.allow(_PARTICIPANT_KEYS)
    lines[block.where] = block.start
    return Participant(
        id=own_id,
        name=block.name(own_id),
        kind=choice_from(block, "kind", ParticipantKind.SERVICE),
        team=block.text("team"),
        concurrency=block.value("concurrency", parse_whole_number, _BLANK.concurrency),
        capacity=block.value("capacity", parse_number, None),
    )


def _volume(block: Block) -> Volume:
    inner = block.block("volume")
    if inner is None:
        return Volume()
    inner.allow(("now", "expected", "peak"))
    now = inner.value("now", parse_number, Volume().now)
    return Volume(
        now=now,
        expected=inner.value("expected", parse_number, now),
        peak=inner.value("peak", parse_number, Volume().peak),
    )
