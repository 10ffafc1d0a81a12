"""Makes a node of a BPMN flow node: steps, scopes, calls and gateways; events in ``events``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflows.definition.columns import default_requirements
from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.bpmn.carrying.taking import take
from workflows.formats.bpmn.dialects.steps import called_by, performer_of, with_dialect
from workflows.formats.bpmn.document import (
    Element,
    children,
    local_name,
    name_of,
    text_of,
)
from workflows.formats.bpmn.elements import EVENTS, FLOW_NODES, GATEWAYS, STEPS, SUB_PROCESSES
from workflows.formats.bpmn.events import event_from
from workflows.formats.bpmn.extension import find, with_extension
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.loops import loop_of
from workflows.formats.bpmn.references import reference_of

__all__ = ["has_inside", "is_scope", "node_from"]


def has_inside(element: Element) -> bool:
    """Whether a sub-process shows what is in it."""
    return any(local_name(child) in FLOW_NODES for child in children(element))


def is_scope(element: Element) -> bool:
    """Whether the element holds other nodes. A transaction always does: it can be cancelled."""
    tag = local_name(element)
    return tag == "transaction" or (tag in SUB_PROCESSES and has_inside(element))


def node_from(element: Element, intake: Intake, blank: Node, called: Mapping[str, str]) -> Node:
    """The node that an element stands for.

    ``blank`` brings id, participant and place; ``called`` the definitions of the processes that can
    be called. Our extension elements win over the standard ones.
    """
    documented = replace(
        blank,
        name=name_of(element),
        documentation="\n\n".join(text_of(d) for d in children(element, "documentation")),
    )
    tag = local_name(element)
    if tag in EVENTS:
        node = event_from(element, intake, documented)
    elif tag in GATEWAYS:
        node = _gateway(element, intake, documented)
    else:
        node = _activity(element, intake, documented, called)
    if node.is_step:
        node = _as_told(node, element, intake)
    else:
        node = with_extension(node, element, intake)
    taken = take(element, node)
    intake.look_through(element, taken.children)
    return replace(node, foreign=(*node.foreign, *taken.pairs)) if taken.pairs else node


def _as_told(node: Node, element: Element, intake: Intake) -> Node:
    """The step with what engines and we wrote about it; who performs it by its job counts where no
    lane says who does."""
    ours = find(element, "step") is not None
    told = with_dialect(node, element, Intake() if ours else intake)
    performer = performer_of(node, element)
    if performer and told.participant is None:
        told = replace(told, participant=performer.id)
        if not ours:
            intake.assumed(element, f"is in no lane; who takes {performer.name!r} performs it")
    node = with_extension(told, element, intake)
    if performer and node.participant == performer.id:
        intake.performers.setdefault(performer.id, performer)
    return node


def _gateway(element: Element, intake: Intake, blank: Node) -> Node:
    tag = local_name(element)
    if tag == "complexGateway":
        intake.assumed(element, "is a complex gateway; it is run as an inclusive one")
    return replace(blank, kind=GATEWAYS[tag], instantiate=element.get("instantiate") == "true")


def _activity(element: Element, intake: Intake, blank: Node, called: Mapping[str, str]) -> Node:
    undoes = element.get("isForCompensation") == "true"
    repeated = replace(blank, loop=loop_of(element, intake))
    calls = called_by(element)
    if is_scope(element):
        return replace(_scope(element, intake, repeated), for_compensation=undoes)
    if local_name(element) == "callActivity" and calls in called:
        return replace(
            repeated, kind=NodeKind.CALL_ACTIVITY, calls=called[calls], for_compensation=undoes
        )
    # What the file does not define may be a map of the project's library.
    return _step(element, intake, replace(repeated, calls=calls), undoes=undoes)


def _scope(element: Element, intake: Intake, blank: Node) -> Node:
    kind, lost = SUB_PROCESSES[local_name(element)]
    if lost:
        intake.assumed(element, lost)
    if element.get("triggeredByEvent") == "true":
        kind = NodeKind.EVENT_SUB_PROCESS
    return replace(blank, kind=kind)


def _step(element: Element, intake: Intake, blank: Node, *, undoes: bool) -> Node:
    kind, lost = STEPS[local_name(element)]
    if lost:
        intake.assumed(element, lost)
    ref = reference_of(EventKind.MESSAGE, element, intake.declared)
    waits = kind is NodeKind.RECEIVE_TASK and element.get("instantiate") == "true"
    if undoes:
        kind = NodeKind.COMPENSATION
    requirements = default_requirements(kind)
    if blank.participant:
        requirements = replace(requirements, assumed=requirements.assumed - {"participant"})
    return replace(blank, kind=kind, requirements=requirements, ref=ref, instantiate=waits)
