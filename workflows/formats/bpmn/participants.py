"""Participants from pools and lanes: the innermost lane wins over its pool.

A pool without a process is a system of somebody else; a pool with lanes is their roof, not a
participant of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflows.definition.model import Node, NodeKind, Participant, ParticipantKind
from workflows.formats.bpmn.document import Element, children, name_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import find, participant_with
from workflows.formats.bpmn.intake import Intake

__all__ = ["Cast", "cast_inside", "cast_of", "pools_of", "with_kinds"]

_BY_MACHINE = ("serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask")


@dataclass(slots=True)
class Cast:
    """``lanes`` maps a flow node's id to its participant, ``pools`` a process's id to the one
    that performs whatever is in no lane. ``stated`` are those whose kind nobody has to guess."""

    participants: list[Participant] = field(default_factory=list)
    lanes: dict[str, str] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)
    stated: set[str] = field(default_factory=set)

    def add(self, participant: Participant) -> None:
        """Adds somebody, once: in our files a participant has a lane in each process."""
        if all(one.id != participant.id for one in self.participants):
            self.participants.append(participant)


def pools_of(root: Element) -> dict[str, str]:
    """The process of each pool by the pool's id; empty for a pool that shows none."""
    processes = {process.get("id", "") for process in children(root, "process")}
    pools = root.iterfind(f"{bpmn('collaboration')}/{bpmn('participant')}")
    named = {pool.get("id", ""): (pool.get("processRef") or "").split(":")[-1] for pool in pools}
    return {own_id: name if name in processes else "" for own_id, name in named.items()}


def cast_of(root: Element, processes: Mapping[str, Element], intake: Intake) -> Cast:
    """Everybody in the pools and in these processes (by id), in the order of the file."""
    cast = Cast()
    pools = pools_of(root)
    for pool in root.iterfind(f"{bpmn('collaboration')}/{bpmn('participant')}"):
        intake.look_through(pool)
        _add_pool(pool, processes.get(pools[pool.get("id", "")]), cast, intake)
    for name, process in processes.items():
        if name not in pools.values():
            _add_lanes(process, cast, intake)
    return cast


def cast_inside(process: Element, intake: Intake) -> Cast:
    """Everybody in the lanes of one process."""
    cast = Cast()
    _add_lanes(process, cast, intake)
    return cast


def _add_pool(pool: Element, process: Element | None, cast: Cast, intake: Intake) -> None:
    if process is not None and _add_lanes(process, cast, intake):
        return
    if find(pool, "pool") is not None:
        return
    kind = ParticipantKind.EXTERNAL if process is None else ParticipantKind.SERVICE
    own = _participant(pool, kind, intake, cast)
    cast.add(own)
    if process is not None:
        cast.pools[process.get("id", "")] = own.id


def _participant(
    element: Element, kind: ParticipantKind, intake: Intake, cast: Cast
) -> Participant:
    own_id = intake.id_of(element)
    blank = Participant(id=own_id, name=name_of(element) or own_id, kind=kind)
    own = participant_with(blank, element, intake)
    if find(element, "participant") is not None:
        cast.stated.add(own.id)
    return own


def _add_lanes(process: Element, cast: Cast, intake: Intake) -> bool:
    """Adds the lanes of a process and of the sub-processes in it; False where it has none."""
    found = False
    for lane_set in process.iter(bpmn("laneSet")):
        for lane in children(lane_set, "lane"):
            _add_lane(lane, cast, intake)
            found = True
    return found


def _add_lane(lane: Element, cast: Cast, intake: Intake) -> None:
    intake.look_through(lane)
    inner = {ref.text for ref in _inner_references(lane)}
    own_refs = [ref.text for ref in children(lane, "flowNodeRef") if ref.text not in inner]
    if lane.find(bpmn("childLaneSet")) is not None and not own_refs:
        _note_roof(lane, intake)
    else:
        own = _participant(lane, ParticipantKind.SERVICE, intake, cast)
        cast.add(own)
        cast.lanes.update((text.strip(), own.id) for text in own_refs if text)
    for nested in lane.iterfind(f"{bpmn('childLaneSet')}/{bpmn('lane')}"):
        _add_lane(nested, cast, intake)


def _note_roof(lane: Element, intake: Intake) -> None:
    intake.assumed(lane, "only holds other lanes; those are the participants")


def _inner_references(lane: Element) -> Iterator[Element]:
    for nested in lane.iterfind(bpmn("childLaneSet")):
        yield from nested.iter(bpmn("flowNodeRef"))


def with_kinds(cast: Cast, nodes: list[Node], tags: Mapping[str, str]) -> tuple[Participant, ...]:
    """The participants, people where their steps are mostly user and manual tasks.

    ``tags`` gives the BPMN element of each node; a plain task says nothing about who does it.
    """
    people: Counter[str] = Counter()
    for node in nodes:
        if node.kind is NodeKind.USER_TASK:
            people[node.participant or ""] += 1
        elif tags.get(node.id) in _BY_MACHINE:
            people[node.participant or ""] -= 1
    return tuple(
        replace(one, kind=ParticipantKind.HUMAN)
        if people[one.id] > 0 and one.kind is ParticipantKind.SERVICE and one.id not in cast.stated
        else one
        for one in cast.participants
    )
