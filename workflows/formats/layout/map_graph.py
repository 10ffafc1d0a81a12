"""Lays a definition out: sizes of its nodes, one band per participant."""

from __future__ import annotations

from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.formats.layout.graph import Box, Drawing, Graph, Link
from workflows.formats.layout.lettering import FLOW_LABEL, GUEST_LABEL, label_size, step_size
from workflows.formats.layout.ordering import bands_in_order
from workflows.formats.layout.placing import draw

__all__ = ["EVENT_SIZE", "GATEWAY_SIZE", "STEP_SIZE", "graph_of", "layout", "size_of"]

STEP_SIZE = (110.0, 80.0)
GATEWAY_SIZE = (50.0, 50.0)
EVENT_SIZE = (36.0, 36.0)

_GATEWAYS = frozenset(
    {NodeKind.DECISION, NodeKind.PARALLEL, NodeKind.INCLUSIVE, NodeKind.EVENT_BASED}
)


def layout(definition: Definition) -> Drawing:
    """A drawing of the definition's flat view: bounds per node id, waypoints per flow id, bands
    per participant."""
    return draw(graph_of(definition.flat))


def graph_of(definition: Definition) -> Graph:
    """The definition as boxes and links."""
    undoes = {
        node.requirements.effect.compensation: node.id
        for node in definition.nodes
        if node.requirements and node.requirements.effect and node.requirements.effect.compensation
    }
    bands = _bands(definition)
    graph = Graph(
        boxes=tuple(
            _box(node, bands.get(node.id, ""), undoes.get(node.id, "")) for node in definition.nodes
        ),
        links=tuple(_link(definition, flow) for flow in definition.flows),
        bands=tuple(participant.id for participant in definition.participants),
    )
    return bands_in_order(graph)


def _bands(definition: Definition) -> dict[str, str]:
    """The participant of each node; a node that nobody performs is drawn where the case comes
    from, or where it goes first."""
    bands = {node.id: node.participant for node in definition.nodes if node.participant}
    following = [(flow.source, flow.target) for flow in definition.flows]
    hosted = [(node.attached_to, node.id) for node in definition.nodes if node.attached_to]
    for _ in definition.nodes:
        before = len(bands)
        for source, target in following + hosted:
            if source in bands:
                bands.setdefault(target, bands[source])
        for source, target in following:
            if target in bands and not definition.incoming[source]:
                bands.setdefault(source, bands[target])
        if len(bands) == before:
            break
    return bands


def _box(node: Node, band: str, undone: str) -> Box:
    width, height = size_of(node)
    below = undone if node.kind is NodeKind.COMPENSATION else ""
    host = node.attached_to or ""
    name = "" if node.is_step else node.name
    return Box(
        node.id,
        width,
        height,
        band,
        host,
        below,
        label=label_size(name, GUEST_LABEL) if host else label_size(name),
        pointed=node.kind in _GATEWAYS,
    )


def _link(definition: Definition, flow: Flow) -> Link:
    """Shares that nobody stated are what the stated ones leave."""
    beside = definition.outgoing[flow.source]
    stated = [one.probability for one in beside if one.probability is not None]
    rest = max(1.0 - sum(stated), 0.0) / max(len(beside) - len(stated), 1)
    weight = rest if flow.probability is None else flow.probability
    label = label_size(flow.name or flow.condition, FLOW_LABEL)
    return Link(flow.id, flow.source, flow.target, label, round(weight, 6))


def size_of(node: Node) -> tuple[float, float]:
    """Width and height of a node's shape."""
    if node.is_step:
        return step_size(node.name or node.id)
    return GATEWAY_SIZE if node.kind in _GATEWAYS else EVENT_SIZE
