"""Change, move or delete a node."""

from __future__ import annotations

from django import forms

from workflows.definition import editing
from workflows.definition.editing.checked import node_of
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.definition.quantities import format_duration
from workflows.definition.validation import allowed_events
from workflows.forms.outline.edit_form import DurationField, EditForm
from workflows.outline import WORDS

__all__ = ["DeleteForm", "EarlierForm", "LaterForm", "NodeForm"]

_EVENTFUL = frozenset(
    {NodeKind.START, NodeKind.END, NodeKind.CATCH, NodeKind.THROW, NodeKind.BOUNDARY}
)


class NodeForm(EditForm):
    """What a node is."""

    action = "node"
    heading = "What it is"

    name = forms.CharField(label="Name", max_length=200, required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    participant = forms.ChoiceField(label="Performed by", required=False)
    event = forms.ChoiceField(label="Event", required=False)
    timer = DurationField(label="After", required=False, help_text="Such as 30m, 2h or 3d.")
    ref = forms.CharField(
        label="Which one",
        max_length=200,
        required=False,
        help_text="The message, signal or error code that is meant; empty means any.",
    )
    condition = forms.CharField(label="Condition", max_length=500, required=False)
    interrupting = forms.BooleanField(label="Stops what it interrupts", required=False)

    @property
    def node(self) -> Node:
        """The node that is changed."""
        return node_of(self.definition, self.subject)

    def stored(self) -> dict[str, object]:
        """The node as it is."""
        node = self.node
        return {
            "name": node.name,
            "kind": node.kind.value,
            "participant": node.participant or "",
            "event": node.event.value,
            "timer": "" if node.timer is None else format_duration(node.timer),
            "ref": node.ref,
            "condition": node.condition,
            "interrupting": node.interrupting,
        }

    def fit(self) -> None:
        """Only what a node of this kind has."""
        node = self.node
        kinds = editing.kinds_for(node)
        self.choose("kind", [(kind.value, WORDS[kind]) for kind in kinds])
        self.choose("participant", self.people("Nobody in particular"))
        events = [(event.value, _event_words(event)) for event in allowed_events(node.kind)]
        self.choose("event", events)
        gone = set()
        if len(kinds) < 2:
            gone.add("kind")
        if node.kind not in _EVENTFUL:
            gone |= {"event", "timer", "ref", "condition", "interrupting"}
        elif node.kind is not NodeKind.BOUNDARY:
            gone.add("interrupting")
        for name in gone:
            del self.fields[name]

    def edit(self) -> Definition:
        """One edit after the other; all or nothing."""
        node, wanted = self.node, self.cleaned_data
        changed = self.definition
        if wanted["name"] != node.name:
            changed = editing.rename(changed, node.id, wanted["name"])
        if wanted["participant"] != (node.participant or ""):
            changed = editing.assign(changed, node.id, wanted["participant"] or None)
        if "event" in wanted:
            changed = editing.change_event(
                changed,
                node.id,
                EventKind(wanted["event"] or node.event.value),
                timer=wanted["timer"],
                ref=wanted["ref"],
                condition=wanted["condition"],
                interrupting=wanted.get("interrupting", node.interrupting),
            )
        kind = wanted.get("kind")
        return editing.change_kind(changed, node.id, NodeKind(kind)) if kind else changed


def _event_words(event: EventKind) -> str:
    return "None" if event is EventKind.NONE else event.value.capitalize()


class EarlierForm(EditForm):
    """Up in the sequence."""

    action = "earlier"
    button = "Move up"

    def edit(self) -> Definition:
        """Before the one that precedes it."""
        return editing.move(self.definition, self.subject, earlier=True)


class LaterForm(EditForm):
    """Down in the sequence."""

    action = "later"
    button = "Move down"

    def edit(self) -> Definition:
        """After the one that follows it."""
        return editing.move(self.definition, self.subject, earlier=False)


class DeleteForm(EditForm):
    """Deletes a node."""

    action = "delete"
    button = "Delete"
    is_dangerous = True

    def edit(self) -> Definition:
        """The map without it."""
        return editing.delete(self.definition, self.subject)
