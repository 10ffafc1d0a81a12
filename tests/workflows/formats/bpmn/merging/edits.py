"""What a person does to a drawn map in an editor, as edits of its XML."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from lxml import etree

from tests.workflows.formats.maps import ORDER
from workflows.formats import registry
from workflows.formats.bpmn.diagram import DC, DI, DIAGRAM
from workflows.formats.bpmn.document import Element, local_name, parse
from workflows.formats.bpmn.elements import FLOW_NODES, bpmn, podium
from workflows.formats.bpmn.merging.parts import parts_of

__all__ = [
    "BASE",
    "add_step",
    "dangling",
    "delete",
    "edge_points",
    "edited",
    "edits",
    "flow",
    "left",
    "line",
    "move",
    "nodes",
    "reassign",
    "rename",
    "rename_lane",
    "require",
    "says",
]

type Edit = Callable[[Element], None]

BASE = registry.write("bpmn", registry.read("order.yaml", ORDER).definition).content


def edited(content: bytes, *edits: Edit) -> bytes:
    root = parse(content)
    for edit in edits:
        edit(root)
    return etree.tostring(root)


def _get(root: Element, own_id: str) -> Element | None:
    return next((e for e in root.iter(bpmn("*")) if e.get("id") == own_id), None)


def rename(own_id: str, name: str) -> Edit:
    def edit(root: Element) -> None:
        if (found := _get(root, own_id)) is not None:
            found.set("name", name)

    return edit


def rename_lane(own_id: str, name: str) -> Edit:
    """Rename a lane together with the participant it stands for, as the designer does."""

    def edit(root: Element) -> None:
        lane = _get(root, own_id)
        own = None if lane is None else lane.find(f".//{podium('participant')}")
        if lane is not None and own is not None:
            lane.set("name", name)
            own.set("name", name)

    return edit


def require(own_id: str, **values: str) -> Edit:
    """State cells of a step's row."""

    def edit(root: Element) -> None:
        found = _get(root, own_id)
        own = None if found is None else found.find(f".//{podium('step')}")
        if own is not None:
            for name, value in values.items():
                own.set(name, value)

    return edit


def flow(source: str, target: str, own_id: str = "") -> Edit:
    """Draw a flow."""

    def edit(root: Element) -> None:
        start, end = _get(root, source), _get(root, target)
        name = own_id or f"{source}_{target}_new"
        if start is None or end is None or _get(root, name) is not None:
            return
        ends = {"id": name, "sourceRef": source, "targetRef": target}
        parent = start.getparent()
        assert parent is not None
        etree.SubElement(parent, bpmn("sequenceFlow"), ends)
        plane = root.find(f".//{{{DIAGRAM}}}BPMNPlane")
        assert plane is not None
        own = {"id": f"{name}_di", "bpmnElement": name}
        edge = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", own)
        for x in ("1", "2"):
            etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": x, "y": "0"})

    return edit


def add_step(own_id: str, after: str) -> Edit:
    """Draw a task with a flow into it."""

    def edit(root: Element) -> None:
        process = root.find(bpmn("process"))
        plane = root.find(f".//{{{DIAGRAM}}}BPMNPlane")
        assert process is not None
        assert plane is not None
        if _get(root, own_id) is not None:
            return
        etree.SubElement(process, bpmn("task"), {"id": own_id, "name": own_id})
        own = {"id": f"{own_id}_di", "bpmnElement": own_id}
        shape = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", own)
        place = {"x": "900", "y": "90", "width": "100", "height": "80"}
        etree.SubElement(shape, f"{{{DC}}}Bounds", place)
        flow(after, own_id)(root)

    return edit


def delete(own_id: str) -> Edit:
    """Take an element away with its flows, its place in a lane and its drawing, as editors do."""

    def edit(root: Element) -> None:
        gone, ends = {own_id}, ("sourceRef", "targetRef", "attachedToRef")
        for _ in range(3):
            for e in root.iter(bpmn("*")):
                if gone & {e.get(end) for end in ends}:
                    gone.add(e.get("id") or "")
        for element in root.iter(etree.Element):
            for name in ("default", "source", "target", "compensation"):
                if element.get(name) in gone:
                    del element.attrib[name]
        for element in list(root.iter(etree.Element)):
            text = (element.text or "").strip()
            named = local_name(element) in {"flowNodeRef", "incoming", "outgoing"} and text in gone
            drawn = element.get("bpmnElement") in gone
            parent = element.getparent()
            own = element.get("id") in gone and str(element.tag).startswith(bpmn(""))
            if parent is not None and (own or named or drawn):
                parent.remove(element)

    return edit


def move(own_id: str, x: int) -> Edit:
    """Put the shape elsewhere."""

    def edit(root: Element) -> None:
        for shape in root.iter(f"{{{DIAGRAM}}}BPMNShape"):
            bounds = shape.find(f"{{{DC}}}Bounds")
            if shape.get("bpmnElement") == own_id and bounds is not None:
                bounds.set("x", str(x))

    return edit


def reassign(own_id: str, lane: str) -> Edit:
    """Put a node into another lane."""

    def edit(root: Element) -> None:
        there = _get(root, lane)
        for reference in list(root.iter(bpmn("flowNodeRef"))):
            if reference.text == own_id and there is not None:
                there.append(reference)

    return edit


def nodes(content: bytes) -> list[str]:
    root = parse(content)
    found = (e for e in root.iter(etree.Element) if local_name(e) in FLOW_NODES)
    return [e.get("id") or "" for e in found]


def edits() -> st.SearchStrategy[list[Edit]]:
    """Some edits of the base map."""
    node = st.sampled_from(nodes(BASE))
    names = st.sampled_from(["One", "Two", "Three"])
    fresh = st.sampled_from(["new1", "new2", "new3"])
    one = st.one_of(
        st.builds(rename, node, names),
        st.builds(lambda n, t: require(n, timeout=t), node, st.sampled_from(["1s", "2s"])),
        st.builds(delete, node),
        st.builds(add_step, fresh, node),
        st.builds(flow, node, node),
        st.builds(move, node, st.integers(0, 500)),
    )
    return st.lists(one, max_size=4)


def says(content: bytes) -> dict[str, object]:
    """What a file says, whatever the order in which it says it."""
    return {key: (e.parent, e.facets) for key, e in parts_of(parse(content)).items()}


def dangling(content: bytes) -> list[str]:
    """Names of elements that are not there."""
    root = parse(content)
    ids = {e.get("id") for e in root.iter(bpmn("*"))}
    names = ("sourceRef", "targetRef", "attachedToRef", "bpmnElement", "default")
    texts = ("flowNodeRef", "incoming", "outgoing")
    found = [v for e in root.iter(etree.Element) for n in names if (v := e.get(n))]
    found += [e.text or "" for e in root.iter(etree.Element) if local_name(e) in texts]
    return [name for name in found if name not in ids]


def edge_points(root: Element, own_id: str) -> list[Element]:
    """The bends of an edge."""
    edges = root.iter(f"{{{DIAGRAM}}}BPMNEdge")
    return [point for e in edges if e.get("bpmnElement") == own_id for point in e]


def line(content: bytes, own_id: str) -> list[tuple[float, float]]:
    points = edge_points(parse(content), own_id)
    return [(float(p.get("x") or 0), float(p.get("y") or 0)) for p in points]


def left(content: bytes, own_id: str) -> float:
    """Where a shape begins."""
    shapes = parse(content).iter(f"{{{DIAGRAM}}}BPMNShape")
    bounds = (s.find(f"{{{DC}}}Bounds") for s in shapes if s.get("bpmnElement") == own_id)
    return next(float(b.get("x") or 0) for b in bounds if b is not None)
