"""What follows from the rest once two files are one: nothing names what is not there, lanes list
their nodes, nodes their flows, and edges begin and end at their shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from workflows.formats.bpmn.diagram import DC, DI, DIAGRAM
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import BPMN, FLOW_NODES, PODIUM, bpmn
from workflows.formats.bpmn.merging.parts import Parts

__all__ = ["tidied"]

_REQUIRED = ("sourceRef", "targetRef", "attachedToRef", "bpmnElement")
_OF_OURS = ("source", "target", "compensation")


def tidied(
    root: Element, lanes: Mapping[str, Mapping[str, str]], versions: tuple[Parts, ...]
) -> None:
    """Sets right what the merged tree cannot say by itself. ``versions`` tell which names were
    those of elements at all: a name that never was one is left alone."""
    once = {key for version in versions for key in version if key}
    while _pruned(root, once):
        pass
    _list_nodes(root, lanes)
    _forget(root, once)
    _list_flows(root)
    _join_edges(root, versions)


def _ids(root: Element) -> set[str]:
    """The ids of BPMN's own elements; extensions have a world of their own."""
    return {str(own) for element in root.iter(f"{{{BPMN}}}*") if (own := element.get("id"))}


def _pruned(root: Element, once: set[str]) -> bool:
    """Whether something went because what it cannot be without is gone."""
    ids = _ids(root)
    gone = once - ids
    lost = [element for element in root.iter(etree.Element) if _needs(element) & gone]
    for element in lost:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return bool(lost)


def _needs(element: Element) -> set[str]:
    if not str(element.tag).startswith((f"{{{BPMN}}}", f"{{{DIAGRAM}}}")):
        return set()
    named = {str(element.get(name)) for name in _REQUIRED if element.get(name)}
    texts = (child for tag in ("sourceRef", "targetRef") for child in children(element, tag))
    return named | {(child.text or "").strip() for child in texts}


def _forget(root: Element, once: set[str]) -> None:
    """Names of what is gone that an element can be without."""
    gone = once - _ids(root)
    for element in list(root.iter(etree.Element)):
        ours = str(element.tag).startswith(f"{{{PODIUM}}}")
        for name, value in list(element.attrib.items()):
            optional = str(name).endswith("Ref") or name == "default"
            if value in gone and (optional or (ours and name in _OF_OURS)):
                del element.attrib[name]
        if local_name(element).endswith("Ref") and (element.text or "").strip() in gone:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _list_nodes(root: Element, lanes: Mapping[str, Mapping[str, str]]) -> None:
    """Each lane lists its nodes, those it listed already first and in their order."""
    ids = _ids(root)
    wanted: dict[str, list[str]] = {}
    for node, places in lanes.items():
        for lane in places.values():
            if node in ids:
                wanted.setdefault(lane, []).append(node)
    for element in list(root.iter(bpmn("lane"))):
        _list(element, "flowNodeRef", wanted.get(element.get("id") or "", []))


def _list_flows(root: Element) -> None:
    """Each node lists its flows, where files list them at all."""
    if next(root.iter(bpmn("incoming"), bpmn("outgoing")), None) is None:
        return
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for flow in root.iter(bpmn("sequenceFlow")):
        out.setdefault(flow.get("sourceRef") or "", []).append(flow.get("id") or "")
        into.setdefault(flow.get("targetRef") or "", []).append(flow.get("id") or "")
    for node in list(root.iter(etree.Element)):
        if str(node.tag).startswith(f"{{{BPMN}}}") and local_name(node) in FLOW_NODES:
            _list(node, "incoming", into.get(node.get("id") or "", []))
            _list(node, "outgoing", out.get(node.get("id") or "", []))


def _list(owner: Element, tag: str, names: list[str]) -> None:
    listed = [(child, (child.text or "").strip()) for child in children(owner, tag)]
    for child, name in listed:
        if name not in names:
            owner.remove(child)
    known = {name for _, name in listed}
    _append(owner, tag, [name for name in names if name not in known])


_BEFORE = {
    "flowNodeRef": ("documentation", "extensionElements", "partitionElement", "flowNodeRef"),
    "incoming": ("documentation", "extensionElements", "auditing", "monitoring", "incoming"),
    "outgoing": (
        "documentation",
        "extensionElements",
        "auditing",
        "monitoring",
        "incoming",
        "outgoing",
    ),
}


def _append(owner: Element, tag: str, texts: list[str]) -> None:
    """New lines of a list, where the standard wants them."""
    before = {bpmn(name) for name in _BEFORE[tag]}
    index = max((i + 1 for i, child in enumerate(owner) if child.tag in before), default=0)
    for offset, text in enumerate(texts):
        line = etree.Element(bpmn(tag))
        line.text = text
        owner.insert(index + offset, line)


# Edges


def _join_edges(root: Element, versions: tuple[Parts, ...]) -> None:
    """Where one side moved a shape and the other drew its edge, the edge's end moves along."""
    ends = {
        str(e.get("id")): (e.get("sourceRef") or "", e.get("targetRef") or "")
        for e in root.iter(bpmn("sequenceFlow"), bpmn("messageFlow"), bpmn("association"))
    }
    now = _places(root)
    drawings = [_Drawing(version) for version in versions]
    for edge in root.iter(f"{{{DIAGRAM}}}BPMNEdge"):
        own = edge.get("bpmnElement") or ""
        then = [d.places for d in drawings if d.lines.get(own) == _line(edge)]
        points = edge.findall(f"{{{DI}}}waypoint")
        if own not in ends or len(points) < 2 or not then:
            continue
        if not any(all(one.get(e) == now.get(e) for e in ends[own]) for one in then):
            for point, end in zip((points[0], points[-1]), ends[own], strict=True):
                _shift(point, then[0].get(end), now.get(end))


class _Drawing:
    """Where one version draws its shapes and edges."""

    def __init__(self, version: Parts) -> None:
        self.places = _places(version[""].element)
        edges = (e.element for e in version.values() if local_name(e.element) == "BPMNEdge")
        self.lines = {edge.get("bpmnElement") or "": _line(edge) for edge in edges}


def _line(edge: Element) -> list[tuple[str | None, str | None]]:
    return [(p.get("x"), p.get("y")) for p in edge.findall(f"{{{DI}}}waypoint")]


def _places(root: Element) -> dict[str, tuple[float, float]]:
    return dict(_bounds(root))


def _bounds(root: Element) -> Iterator[tuple[str, tuple[float, float]]]:
    for shape in root.iter(f"{{{DIAGRAM}}}BPMNShape"):
        bounds = shape.find(f"{{{DC}}}Bounds")
        try:
            if bounds is not None:
                place = float(bounds.get("x") or 0), float(bounds.get("y") or 0)
                yield shape.get("bpmnElement") or "", place
        except ValueError:
            continue


def _shift(
    point: Element, then: tuple[float, float] | None, now: tuple[float, float] | None
) -> None:
    if then is None or now is None or then == now:
        return
    for axis, was, became in zip("xy", then, now, strict=True):
        try:
            moved = float(point.get(axis) or 0) + became - was
        except ValueError:
            return
        point.set(axis, f"{moved:.1f}".removesuffix(".0"))
