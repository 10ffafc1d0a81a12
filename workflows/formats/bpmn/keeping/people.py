"""Moves nodes between lanes, and makes lanes for participants who have none."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.model import Node
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.document import Element, children
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import add_participant, find
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.keeping.removing import detach, remove
from workflows.formats.bpmn.participants import pools_of

__all__ = ["add_lane_for", "change_people", "elements_of_people"]


def elements_of_people(patch: Patch) -> dict[str, Element]:
    """The first lane or pool of each participant."""
    found: dict[str, Element] = {}
    for process in patch.processes.values():
        for own_id, lane in _lanes(process).items():
            found.setdefault(own_id, lane)
    for pool in _pools(patch):
        found.setdefault(_own_id(pool), pool)
    return found


def _pools(patch: Patch) -> list[Element]:
    return list(patch.ground.root.iterfind(f"{bpmn('collaboration')}/{bpmn('participant')}"))


def _own_id(element: Element) -> str:
    own = find(element, "participant")
    return (own.get("id") if own is not None else "") or element.get("id") or ""


def _lanes(process: Element) -> dict[str, Element]:
    """The lane of each participant in a process, sub-processes included."""
    found: dict[str, Element] = {}
    for lane in process.iter(bpmn("lane")):
        found.setdefault(_own_id(lane), lane)
    return found


def change_people(patch: Patch) -> list[str]:
    """Puts each node where its participant is; gives the ids of the nodes whose lane is another.

    Participants who are gone lose their lane or closed pool, new ones get a lane as soon as they
    perform something there.
    """
    _drop_gone(patch)
    moved = []
    for node in patch.after.nodes:
        was = patch.before.by_id.get(node.id)
        same = was is not None and (was.participant, was.parent) == (node.participant, node.parent)
        if not same and _move(patch, patch.processes[node.process], node):
            moved.append(node.id)
    _add_idle(patch)
    return moved


def add_lane_for(patch: Patch, participant: str) -> Element:
    """A lane for somebody whom the file names nowhere else."""
    return _lane(patch, next(iter(patch.processes.values())), participant)


def _drop_gone(patch: Patch) -> None:
    named = {one.id for one in patch.after.participants}
    gone = [one.id for one in patch.before.participants if one.id not in named]
    for own_id, element in elements_of_people(patch).items():
        is_open = element.get("processRef") is not None
        if own_id in gone and not is_open and element.getparent() is not None:
            remove(patch.ground.root, [element])
            _drop_empty_sets(patch)


def _drop_empty_sets(patch: Patch) -> None:
    for process in patch.processes.values():
        for lanes in list(process.iter(bpmn("laneSet"), bpmn("childLaneSet"))):
            if not any(True for _ in children(lanes, "lane")):
                detach(lanes)


def _move(patch: Patch, process: Element, node: Node) -> bool:
    """Lists a node in the lane of its participant and in no other; True where that is news."""
    in_lanes = _listed(process, node.id)
    now = _performed_by(patch, process, node, in_lanes)
    if now == node.participant or (node.parent and not in_lanes):
        return False
    for reference in in_lanes:
        detach(reference)
    if node.participant and not node.parent:
        _list(_lane(patch, process, node.participant), node.id)
    return True


def _listed(process: Element, node_id: str) -> list[Element]:
    return [one for one in process.iter(bpmn("flowNodeRef")) if (one.text or "").strip() == node_id]


def _performed_by(
    patch: Patch, process: Element, node: Node, in_lanes: list[Element]
) -> str | None:
    """Who performs a node by its place in the file."""
    lanes = [one.getparent() for one in in_lanes]
    inner = [lane for lane in lanes if lane is not None and lane.find(bpmn("childLaneSet")) is None]
    every = inner or [lane for lane in lanes if lane is not None]
    if every:
        return _own_id(every[-1])
    return _pool_participant(patch, process)


def _pool_participant(patch: Patch, process: Element) -> str | None:
    """The pool of a process without lanes performs what is in it."""
    if process.find(f".//{bpmn('lane')}") is not None:
        return None
    shown = pools_of(patch.ground.root)
    for pool in _pools(patch):
        mine = shown.get(pool.get("id") or "") == process.get("id")
        if mine and find(pool, "pool") is None:
            return _own_id(pool)
    return None


def _lane(patch: Patch, process: Element, participant: str) -> Element:
    """The lane of a participant; a new one where there is none. Where a pool performed everything
    so far, it becomes a lane of its own, since a pool with lanes is nobody."""
    lanes = _lanes(process)
    if participant in lanes:
        return lanes[participant]
    whole = _pool_participant(patch, process)
    if whole and whole in patch.after.participants_by_id:
        first = _new_lane(patch, process, whole)
        for node in patch.before.children[None]:
            if node.id in patch.after.by_id and patch.processes.get(node.process) is process:
                _list(first, node.id)
        if whole == participant:
            return first
    return _new_lane(patch, process, participant)


def _new_lane(patch: Patch, process: Element, participant: str) -> Element:
    ids = patch.ground.ids
    lanes = process.find(bpmn("laneSet"))
    if lanes is None:
        lanes = new_child(process, "laneSet", {"id": ids.new("Lanes")})
    names: Mapping[str, str] = {one.id: one.name for one in patch.after.participants}
    own_id = ids.new(f"Lane_{participant}")
    lane = new_child(lanes, "lane", {"id": own_id, "name": names.get(participant, participant)})
    patch.ground.by_id[own_id] = lane
    add_participant(lane, patch.after.participants_by_id[participant])
    return lane


def _list(lane: Element, node_id: str) -> None:
    if not any((one.text or "").strip() == node_id for one in children(lane, "flowNodeRef")):
        new_child(lane, "flowNodeRef").text = node_id


def _add_idle(patch: Patch) -> None:
    """A lane for everybody who is in the map but nowhere in the file."""
    shown = elements_of_people(patch).keys() | patch.before.participants_by_id.keys()
    first = next(iter(patch.processes.values()))
    for one in patch.after.participants:
        if one.id not in shown:
            _lane(patch, first, one.id)
