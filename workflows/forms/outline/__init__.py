"""Forms of the outline: one per edit, each of which knows how to make it.

``edit`` of a valid form takes the definition and gives the changed one; it raises
``DefinitionError`` for what the map does not allow.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, Node, NodeKind
from workflows.forms.outline.adding import (
    BoundaryForm,
    CompensationForm,
    InsertForm,
    InsertOnFlowForm,
)
from workflows.forms.outline.edit_form import EditForm
from workflows.forms.outline.flows import ConnectForm, DisconnectForm, FlowForm
from workflows.forms.outline.nodes import DeleteForm, EarlierForm, LaterForm, NodeForm
from workflows.forms.outline.people import ParticipantForm, RenameParticipantForm

__all__ = ["FORMS", "EditForm", "forms_for_flow", "forms_for_node", "forms_for_people"]

_ALL: tuple[type[EditForm], ...] = (
    NodeForm,
    InsertForm,
    InsertOnFlowForm,
    BoundaryForm,
    CompensationForm,
    ConnectForm,
    FlowForm,
    DisconnectForm,
    EarlierForm,
    LaterForm,
    DeleteForm,
    ParticipantForm,
    RenameParticipantForm,
)

FORMS: Mapping[str, type[EditForm]] = {form.action: form for form in _ALL}
"""Every edit by the name under which the page sends it."""


def forms_for_node(definition: Definition, node: Node) -> list[EditForm]:
    """The edits that make sense for a node, the plainest first."""
    kinds: list[type[EditForm]] = [NodeForm]
    leads = node.kind is not NodeKind.END and not node.is_handler
    if leads and node.kind is not NodeKind.EVENT_SUB_PROCESS:
        if len(definition.outgoing[node.id]) < 2:
            kinds.append(InsertForm)
        kinds.append(ConnectForm)
    acts = (node.is_step or node.is_scope) and not node.is_handler
    if acts and node.kind is not NodeKind.EVENT_SUB_PROCESS:
        kinds.append(BoundaryForm)
        if definition.handler_of(node) is None:
            kinds.append(CompensationForm)
    moves: list[type[EditForm]] = [EarlierForm, LaterForm]
    kinds += [form for form in moves if _can(form(definition, node.id))]
    kinds.append(DeleteForm)
    return [kind(definition, node.id) for kind in kinds]


def _can(form: EditForm) -> bool:
    try:
        form.edit()
    except DefinitionError:
        return False
    return True


def forms_for_flow(definition: Definition, flow_id: str) -> list[EditForm]:
    """The edits of a flow."""
    kinds: tuple[type[EditForm], ...] = (FlowForm, InsertOnFlowForm, DisconnectForm)
    return [kind(definition, flow_id) for kind in kinds]


def forms_for_people(definition: Definition) -> list[EditForm]:
    """The edits of those who perform steps."""
    kinds: list[type[EditForm]] = [ParticipantForm]
    if definition.participants:
        kinds.append(RenameParticipantForm)
    return [kind(definition, "") for kind in kinds]
