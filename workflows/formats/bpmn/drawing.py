"""Gives a BPMN file that has no drawing one, so that a viewer can show it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflows.formats.bpmn.diagram import DIAGRAM, add_edge, add_plane, add_shape
from workflows.formats.bpmn.document import Element, children, local_name, parse
from workflows.formats.bpmn.elements import FLOW_NODES, SUB_PROCESSES, bpmn
from workflows.formats.bpmn.graphs import ANNOTATION, DATA, graph_of, is_drawn_open
from workflows.formats.bpmn.participants import pools_of
from workflows.formats.bpmn.pools import Pool, add_pools
from workflows.formats.bpmn.ties import add_ties
from workflows.formats.layout import Drawing, draw

__all__ = ["draw_into", "draw_scope", "with_drawing"]


def with_drawing(original: bytes) -> bytes:
    """The file with a drawing laid out; unchanged where it has one already.

    Raises ``DefinitionError`` for what is not BPMN.
    """
    root = parse(original)
    if root.find(f".//{{{DIAGRAM}}}BPMNShape") is not None:
        return original
    for empty in root.findall(f"{{{DIAGRAM}}}BPMNDiagram"):
        root.remove(empty)
    if root.find(bpmn("collaboration")) is None and root.find(bpmn("process")) is None:
        return original
    draw_into(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def draw_into(root: Element) -> None:
    """Draws all pools on one sheet, and each process without a pool on a sheet of its own. A
    sub-process shows what is inside it; a large one is closed, with a sheet of its own."""
    collaboration = root.find(bpmn("collaboration"))
    if collaboration is not None:
        _add_collaboration(root, collaboration)
    in_pools = pools_of(root).values()
    for process in children(root, "process"):
        if process.get("id") not in in_pools:
            _add_sheet(root, process)
    for tag in SUB_PROCESSES:
        for element in root.iter(bpmn(tag)):
            if not is_drawn_open(element):
                _add_sheet(root, element)


def draw_scope(root: Element, scope: Element) -> None:
    """Draws a sub-process on a sheet of its own, and each closed one in it."""
    for element in scope.iter(*(bpmn(tag) for tag in SUB_PROCESSES)):
        if element is scope or not is_drawn_open(element):
            _add_sheet(root, element)


def _add_sheet(root: Element, scope: Element) -> None:
    plane = add_plane(root, scope.get("id") or "")
    _add_content(plane, scope, draw(graph_of(scope, lanes=False)))


def _add_collaboration(root: Element, collaboration: Element) -> None:
    plane = add_plane(root, collaboration.get("id") or "")
    processes = {process.get("id"): process for process in children(root, "process")}
    shown = pools_of(root)
    pools = []
    for element in children(collaboration, "participant"):
        process = processes.get(shown.get(element.get("id") or "", ""))
        graph = None if process is None else graph_of(process, lanes=True)
        pools.append(Pool(element, process, graph, None if graph is None else draw(graph)))
    for process, drawing in add_pools(plane, collaboration, pools):
        _add_content(plane, process, drawing)


def _add_content(plane: Element, scope: Element, drawing: Drawing) -> None:
    """Everything that stands in a scope and in the sub-processes that are drawn open."""
    for element in _drawn(scope, drawing):
        own_id, tag = element.get("id") or "", local_name(element)
        state = {}
        if tag in SUB_PROCESSES:
            state = {"isExpanded": "true" if is_drawn_open(element) else "false"}
        if tag == "exclusiveGateway":
            state = {"isMarkerVisible": "true"}
        label = drawing.labels.get(own_id)
        add_shape(plane, own_id, drawing.bounds[own_id], label=label, **state)
        if is_drawn_open(element):
            _add_content(plane, element, drawing)
    for flow in children(scope, "sequenceFlow"):
        own_id = flow.get("id") or ""
        if own_id in drawing.waypoints:
            label = drawing.labels.get(own_id)
            add_edge(plane, own_id, drawing.waypoints[own_id], label=label)
    add_ties(plane, scope, drawing)


def _drawn(scope: Element, drawing: Drawing) -> Iterator[Element]:
    known = FLOW_NODES | DATA.keys() | {ANNOTATION}
    for child in children(scope):
        if local_name(child) in known and child.get("id") in drawing.bounds:
            yield child
