"""Draw, change or delete a flow."""

from __future__ import annotations

from django import forms

from workflows.definition import editing
from workflows.definition.editing.checked import flow_of, node_of
from workflows.definition.model import Definition
from workflows.definition.quantities import format_share
from workflows.forms.outline.edit_form import EditForm, ShareField, goals_from

__all__ = ["ConnectForm", "DisconnectForm", "FlowForm"]


class ConnectForm(EditForm):
    """A further flow from a node."""

    action = "connect"
    heading = "Connect it"
    button = "Draw the flow"

    target = forms.ChoiceField(label="Leads to")
    name = forms.CharField(label="Name of the flow", max_length=200, required=False)

    def fit(self) -> None:
        """Only what stands in the same scope can be reached."""
        self.choose("target", goals_from(self.definition, node_of(self.definition, self.subject)))

    def edit(self) -> Definition:
        """The flow."""
        wanted = self.cleaned_data
        return editing.connect(self.definition, self.subject, wanted["target"], wanted["name"])


class FlowForm(EditForm):
    """When a flow is taken, and where it leads."""

    action = "flow"
    heading = "When it is taken"

    name = forms.CharField(label="Name", max_length=200, required=False)
    condition = forms.CharField(label="Condition", max_length=500, required=False)
    probability = ShareField(label="Share of cases", required=False, help_text="Such as 30%.")
    default = forms.BooleanField(label="Taken when no condition holds", required=False)
    target = forms.ChoiceField(label="Leads to")

    def stored(self) -> dict[str, object]:
        """The flow as it is."""
        flow = flow_of(self.definition, self.subject)
        share = "" if flow.probability is None else format_share(flow.probability)
        return {
            "name": flow.name,
            "condition": flow.condition,
            "probability": share,
            "default": flow.default,
            "target": flow.target,
        }

    def fit(self) -> None:
        """Only what stands in the same scope can be reached."""
        flow = flow_of(self.definition, self.subject)
        self.choose("target", goals_from(self.definition, self.definition.by_id[flow.source]))

    def edit(self) -> Definition:
        """Both edits; all or nothing."""
        wanted = dict(self.cleaned_data)
        target = wanted.pop("target")
        changed = editing.change_flow(self.definition, self.subject, **wanted)
        if target != flow_of(changed, self.subject).target:
            changed = editing.retarget(changed, self.subject, target)
        return changed


class DisconnectForm(EditForm):
    """Takes a flow away."""

    action = "disconnect"
    button = "Delete the branch’s flow"
    is_dangerous = True

    def edit(self) -> Definition:
        """The map without the flow."""
        return editing.disconnect(self.definition, self.subject)
