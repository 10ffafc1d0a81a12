"""Hang something onto an activity: a boundary event, and what undoes it."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.columns import requirements_of
from workflows.definition.editing.checked import checked, fresh_id, node_of, refused, replaced_node
from workflows.definition.editing.inserting import new_node
from workflows.definition.model import Definition, Effect, EventKind, Flow, NodeKind
from workflows.definition.validation import place

__all__ = ["add_boundary", "add_compensation"]


def add_boundary(
    definition: Definition,
    host_id: str,
    name: str,
    event: EventKind,
    *,
    timer: float | None = None,
    ref: str = "",
    interrupting: bool = True,
) -> Definition:
    """An event on the border of a step or sub-process, with an end behind it that the exception
    can be drawn towards. ``timer`` in seconds."""
    host = node_of(definition, host_id)
    if event is EventKind.TIMER and timer is None:
        raise refused(place(host), "needs to know after how long, such as 2h")
    taken: set[str] = set()
    blank = new_node(definition, host, name or event.value, NodeKind.BOUNDARY, taken=taken)
    boundary = replace(
        blank,
        name=name.strip(),
        event=event,
        timer=timer if event is EventKind.TIMER else None,
        ref="" if event is EventKind.TIMER else ref,
        attached_to=host.id,
        interrupting=interrupting,
    )
    ending = f"{name or event.value} handled"
    end = replace(new_node(definition, host, ending, NodeKind.END, taken=taken), name="")
    own_id = fresh_id(definition, f"{boundary.id}-to-{end.id}", taken=taken)
    flow = Flow(id=own_id, source=boundary.id, target=end.id)
    nodes = (*definition.nodes, boundary, end)
    return checked(replace(definition, nodes=nodes, flows=(*definition.flows, flow)))


def add_compensation(
    definition: Definition, node_id: str, name: str, *, participant: str | None = None
) -> Definition:
    """A step that undoes another step or a whole sub-process. A step that is undone has an effect;
    that is stated with it."""
    node = node_of(definition, node_id)
    if definition.handler_of(node) is not None:
        raise refused(place(node), "is undone by something already; change or delete that")
    if not (node.is_step or node.is_scope) or node.is_handler:
        raise refused(place(node), "does nothing that could be undone; choose a step")
    if not name.strip():
        raise refused(place(node), "what undoes it needs a name; say what is done")
    undo = new_node(definition, node, name, NodeKind.COMPENSATION, participant=participant)
    if node.is_step:
        requirements = requirements_of(node)
        effect = replace(requirements.effect or Effect(), compensation=undo.id)
        assumed = requirements.assumed - {"effect", "compensation"}
        changed = replace(node, requirements=replace(requirements, effect=effect, assumed=assumed))
    else:
        changed = replace(node, compensation=undo.id)
    nodes = (*replaced_node(definition, changed), undo)
    return checked(replace(definition, nodes=nodes))
