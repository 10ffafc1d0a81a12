"""Draws what is new in a file, and anew what has moved; everything else stays in its place."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.model import Node, NodeKind
from workflows.formats.bpmn.document import Element, local_name, name_of
from workflows.formats.bpmn.drawing import draw_scope
from workflows.formats.bpmn.elements import EVENTS, GATEWAYS, bpmn
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.keeping.placing import beside, centred, free_place, upright, way
from workflows.formats.bpmn.keeping.sheet import Sheets
from workflows.formats.bpmn.participants import pools_of
from workflows.formats.layout import Bounds
from workflows.formats.layout.lettering import step_size
from workflows.formats.layout.map_graph import EVENT_SIZE, GATEWAY_SIZE
from workflows.formats.layout.placing import HEADER

__all__ = ["News", "redraw"]

_LANE = 160.0
_PADDING = 30.0


@dataclass(frozen=True, slots=True)
class News:
    """The ids of nodes that are new, of another kind or in another lane, and of flows that are new
    or lead elsewhere."""

    added: tuple[str, ...]
    reshaped: tuple[str, ...]
    moved: tuple[str, ...]
    routed: tuple[str, ...]


def redraw(patch: Patch, news: News) -> None:
    """Draws the news. A file without a drawing stays without."""
    sheets = Sheets(patch.ground.root)
    if not sheets.shapes:
        return
    drawing = _Drawing(patch, sheets)
    drawing.add_lanes()
    touched = [own_id for own_id in news.added if drawing.place(patch.after.by_id[own_id])]
    touched += [own_id for own_id in news.reshaped if drawing.reshape(own_id)]
    touched += [own_id for own_id in news.moved if own_id not in touched and drawing.shift(own_id)]
    drawing.route({*news.routed, *drawing.flows_at(set(touched))})
    drawing.draw_undoing()


@dataclass(frozen=True, slots=True)
class _Drawing:
    patch: Patch
    sheets: Sheets

    def add_lanes(self) -> None:
        """Draws lanes that have no shape yet at the bottom of their drawn pool."""
        shown = {process: pool for pool, process in pools_of(self.patch.ground.root).items()}
        for process in self.patch.processes.values():
            pool = shown.get(process.get("id") or "", "")
            for lane in process.iterfind(f"{bpmn('laneSet')}/{bpmn('lane')}"):
                if (lane.get("id") or "") not in self.sheets.shapes:
                    self._add_lane(pool, process, lane)

    def _add_lane(self, pool: str, process: Element, lane: Element) -> None:
        frame, plane = self.sheets.bounds(pool), self.sheets.plane_of(pool)
        if frame is None or plane is None:
            return
        lanes = process.iterfind(f"{bpmn('laneSet')}/{bpmn('lane')}")
        drawn = any((one.get("id") or "") in self.sheets.shapes for one in lanes)
        inner = (frame.x + HEADER, frame.width - HEADER)
        if drawn:
            self.sheets.make_room(plane, frame.bottom, _LANE)
            taller = Bounds(frame.x, frame.y, frame.width, frame.height + _LANE)
            self.sheets.resize(pool, taller)
            place = Bounds(inner[0], frame.bottom, inner[1], _LANE)
        else:
            place = Bounds(inner[0], frame.y, inner[1], frame.height)
        own_id = lane.get("id") or ""
        self.sheets.put(plane, own_id, place, label=False, isHorizontal="true")

    def place(self, node: Node) -> bool:
        """Draws a new node near its neighbours; False where its surroundings are not drawn."""
        element, plane = self.patch.element(node.id), self._plane(node)
        if element is None:
            return False
        if node.is_scope:
            draw_scope(self.patch.ground.root, element)
            self.sheets.__post_init__()
        if plane is None:
            return False
        size = _size(element)
        bounds = self._on_host(node) or self._free(plane, node, self._wanted(plane, node, size))
        closed = {"isExpanded": "false"} if node.is_scope else {}
        label = size in (EVENT_SIZE, GATEWAY_SIZE) and bool(node.name)
        self.sheets.put(plane, node.id, bounds, label=label, **closed)
        self._widen(plane, node, bounds)
        return True

    def reshape(self, own_id: str) -> bool:
        """Gives a node of another kind the size of that kind."""
        element, bounds = self.patch.element(own_id), self.sheets.bounds(own_id)
        if element is None or bounds is None:
            return False
        self.sheets.resize(own_id, centred(bounds, _size(element)))
        self.sheets.shapes[own_id].attrib.pop("isExpanded", "")
        return True

    def shift(self, own_id: str) -> bool:
        """Moves a node into the lane that it is in now, where that is drawn."""
        node, bounds, plane = self.patch.after.by_id[own_id], self.sheets.bounds(own_id), None
        area = self._area(node)
        plane = self.sheets.plane_of(own_id)
        if bounds is None or area is None or plane is None or _inside(bounds, area):
            return False
        x, y = bounds.x, area.middle[1] - bounds.height / 2
        wanted = Bounds(x, y, bounds.width, bounds.height)
        place = self._free(plane, node, wanted)
        self.sheets.put(plane, own_id, place, label=False)
        for one in self._on(own_id):
            on_edge = self.sheets.bounds(one)
            if on_edge is not None:
                x, y = on_edge.x + place.x - bounds.x, on_edge.y + place.y - bounds.y
                self.sheets.resize(one, Bounds(x, y, on_edge.width, on_edge.height))
        return True

    def _on(self, host: str) -> list[str]:
        """The events on the edge of an activity."""
        undo = self.patch.undo_events().get(host)
        return [
            *(one.id for one in self.patch.after.boundaries[host]),
            *([] if undo is None else [undo.get("id") or ""]),
        ]

    def _plane(self, node: Node) -> Element | None:
        """The sheet on which what stands beside the node is drawn."""
        inside = self.patch.after.children.get(node.parent, ())
        for other in inside:
            plane = self.sheets.plane_of(other.id)
            if other.process == node.process and other.id != node.id and plane is not None:
                return plane
        holder = self.patch.holder(node).get("id") or ""
        pools = {process: pool for pool, process in pools_of(self.patch.ground.root).items()}
        pool = self.sheets.plane_of(pools.get(holder, ""))
        return pool if pool is not None else self.sheets.planes.get(holder)

    def _on_host(self, node: Node) -> Bounds | None:
        """At the lower edge of the activity it is attached to, left of those there already."""
        host = self.sheets.bounds(node.attached_to or "")
        if node.kind is not NodeKind.BOUNDARY or host is None:
            return None
        others = self.patch.after.boundaries[node.attached_to or ""]
        place = sum(1 for one in others if one.id in self.sheets.shapes)
        x = host.right - 50 - 40 * place
        return Bounds(max(x, host.x - 18), host.bottom - EVENT_SIZE[1] / 2, *EVENT_SIZE)

    def _wanted(self, plane: Element, node: Node, size: tuple[float, float]) -> Bounds:
        """Behind what leads to it, else in front of what it leads to, else under what it undoes,
        else behind everything."""
        area, place = self._area(node), None
        for flow in self.patch.after.incoming[node.id]:
            place = place or self._beside(plane, flow.source, size, left=False)
        for flow in self.patch.after.outgoing[node.id]:
            place = place or self._beside(plane, flow.target, size, left=True)
        for other in self.patch.after.nodes:
            bounds = self.sheets.bounds(other.id)
            if place is None and bounds and self.patch.after.handler_of(other) is node:
                place = Bounds(bounds.x, bounds.bottom + 60, *size)
        place = place or self._behind(plane, size)
        if area is not None and not _inside(place, area):
            place = Bounds(place.x, area.middle[1] - size[1] / 2, *size)
        return place

    def _beside(
        self, plane: Element, other: str, size: tuple[float, float], *, left: bool
    ) -> Bounds | None:
        bounds = self.sheets.bounds(other)
        if bounds is None or self.sheets.plane_of(other) is not plane:
            return None
        return beside(bounds, size, left=left)

    def _behind(self, plane: Element, size: tuple[float, float]) -> Bounds:
        taken = self.sheets.taken(plane, self._frames())
        if not taken:
            return Bounds(0, 0, *size)
        last = max(taken, key=lambda one: one.right)
        return beside(last, size)

    def _free(self, plane: Element, node: Node, wanted: Bounds) -> Bounds:
        taken = self.sheets.taken(plane, {*self._frames(), *self._around(node), node.id})
        return free_place(wanted, taken, self._area(node))

    def _frames(self) -> set[str]:
        """Pools and lanes: things stand inside them."""
        root = self.patch.ground.root
        pools = root.iter(bpmn("participant"), bpmn("lane"))
        return {one.get("id") or "" for one in pools}

    def _around(self, node: Node) -> set[str]:
        found, parent = set(), node.parent
        while parent:
            found.add(parent)
            parent = self.patch.after.by_id[parent].parent
        return found

    def _area(self, node: Node) -> Bounds | None:
        """The lane of a node that stands in no sub-process."""
        if node.parent or not node.participant:
            return None
        process = self.patch.processes[node.process]
        for lane in process.iter(bpmn("lane")):
            listed = lane.iterfind(bpmn("flowNodeRef"))
            leaf = lane.find(bpmn("childLaneSet")) is None
            if leaf and any((one.text or "").strip() == node.id for one in listed):
                return self.sheets.bounds(lane.get("id") or "")
        return None

    def _widen(self, plane: Element, node: Node, bounds: Bounds) -> None:
        """The pool and its lanes reach around what is in them."""
        process = self.patch.processes[node.process]
        pools = {shown: pool for pool, shown in pools_of(self.patch.ground.root).items()}
        pool = pools.get(process.get("id") or "", "")
        frame = self.sheets.bounds(pool)
        if node.parent or frame is None or self.sheets.plane_of(pool) is not plane:
            return
        right, down = bounds.right + _PADDING - frame.right, bounds.bottom + _PADDING - frame.bottom
        if down > 0:
            self.sheets.make_room(plane, frame.bottom, down)
        lanes = [lane.get("id") or "" for lane in process.iter(bpmn("lane"))]
        for own_id in (pool, *lanes):
            own = self.sheets.bounds(own_id)
            if own is not None:
                low = max(down, 0) if abs(own.bottom - frame.bottom) < 1 else 0
                wide = Bounds(own.x, own.y, own.width + max(right, 0), own.height + low)
                self.sheets.resize(own_id, wide)

    def flows_at(self, moved: set[str]) -> set[str]:
        """What begins or ends at these nodes and at the events on them."""
        after = self.patch.after
        nodes = moved.union(*(self._on(own_id) for own_id in moved))
        joined = [
            one.get("id") or ""
            for one in self.patch.ground.root.iter(bpmn("association"))
            if {one.get("sourceRef"), one.get("targetRef")} & nodes
        ]
        flows = [flow.id for flow in after.flows if {flow.source, flow.target} & nodes]
        messages = [flow.id for flow in after.message_flows if {flow.source, flow.target} & nodes]
        return {*flows, *messages, *joined}

    def route(self, own_ids: set[str]) -> None:
        """Draws flows anew, from where they begin now to where they end now."""
        for own_id in sorted(own_ids):
            element = self.patch.element(own_id)
            if element is None:
                continue
            source, target = element.get("sourceRef") or "", element.get("targetRef") or ""
            start, end = self.sheets.bounds(source), self.sheets.bounds(target)
            plane = self.sheets.plane_of(source)
            if start and end and plane is not None and plane is self.sheets.plane_of(target):
                straight = local_name(element) != "sequenceFlow"
                points = upright(start, end) if straight else way(start, end)
                self.sheets.route(plane, own_id, points)
            else:
                self.sheets.drop(own_id)

    def draw_undoing(self) -> None:
        """Draws compensation events that have no shape yet, with their associations."""
        for host, event in self.patch.undo_events().items():
            own_id, bounds = event.get("id") or "", self.sheets.bounds(host)
            plane = self.sheets.plane_of(host)
            if own_id in self.sheets.shapes or bounds is None or plane is None:
                continue
            place = Bounds(bounds.x + 14, bounds.bottom - EVENT_SIZE[1] / 2, *EVENT_SIZE)
            self.sheets.put(plane, own_id, place, label=False)
            for association in self.patch.ground.root.iter(bpmn("association")):
                target = self.sheets.bounds(association.get("targetRef") or "")
                if association.get("sourceRef") == own_id and target is not None:
                    x, y = place.middle[0], target.middle[1]
                    points = ((x, place.bottom), (x, y), (target.x, y))
                    self.sheets.route(plane, association.get("id") or "", points)


def _size(element: Element) -> tuple[float, float]:
    tag = local_name(element)
    if tag in EVENTS:
        return EVENT_SIZE
    return GATEWAY_SIZE if tag in GATEWAYS else step_size(name_of(element))


def _inside(bounds: Bounds, area: Bounds) -> bool:
    return area.y <= bounds.y and bounds.bottom <= area.bottom
