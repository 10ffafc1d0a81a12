"""Add something to a map: behind a node, on a branch, on the border of a step."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from workflows.definition import editing
from workflows.definition.model import Definition, EventKind, NodeKind
from workflows.forms.outline.edit_form import DurationField, EditForm

__all__ = ["BoundaryForm", "CompensationForm", "InsertForm", "InsertOnFlowForm"]

_CAUGHT = (
    (EventKind.TIMER, "A time has passed"),
    (EventKind.MESSAGE, "A message comes"),
    (EventKind.SIGNAL, "A signal is seen"),
    (EventKind.ERROR, "An error is thrown"),
    (EventKind.ESCALATION, "It is escalated"),
)
_INSERTED: Mapping[str, tuple[str, NodeKind, EventKind]] = {
    "task": ("A step", NodeKind.TASK, EventKind.NONE),
    "user-task": ("A step for a person", NodeKind.USER_TASK, EventKind.NONE),
    "wait": ("A wait for some time", NodeKind.CATCH, EventKind.TIMER),
    "message": ("A wait for a message", NodeKind.CATCH, EventKind.MESSAGE),
    "decision": ("A decision with branches", NodeKind.DECISION, EventKind.NONE),
    "parallel": ("Steps side by side", NodeKind.PARALLEL, EventKind.NONE),
    "end": ("An end", NodeKind.END, EventKind.NONE),
}


class InsertForm(EditForm):
    """Something new behind a node."""

    action = "insert"
    heading = "Add after it"
    button = "Add"

    what = forms.ChoiceField(
        label="What", choices=[(key, words) for key, (words, _, _) in _INSERTED.items()]
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    participant = forms.ChoiceField(label="Performed by", required=False)
    timer = DurationField(label="Waits for", required=False, help_text="For a wait: 30m, 2h, 3d.")
    branches = forms.CharField(
        label="Branches",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For a decision or steps side by side: one a line.",
    )

    def fit(self) -> None:
        """Who may perform it."""
        self.choose("participant", self.people("As the one before"))

    def spot(self) -> editing.Spot:
        """Where it goes."""
        return editing.after(self.definition, self.subject)

    def edit(self) -> Definition:
        """A block for a decision or steps side by side, else one node."""
        wanted = self.cleaned_data
        _, kind, event = _INSERTED[wanted["what"]]
        if kind in (NodeKind.DECISION, NodeKind.PARALLEL):
            names = wanted["branches"].splitlines()
            return editing.insert_block(self.definition, self.spot(), wanted["name"], kind, names)
        return editing.insert_node(
            self.definition,
            self.spot(),
            wanted["name"],
            kind,
            participant=wanted["participant"] or None,
            event=event,
            timer=wanted["timer"] if event is EventKind.TIMER else None,
        )

    def clean(self) -> dict[str, object]:
        """A wait has to know how long."""
        found = super().clean() or {}
        if found.get("what") == "wait" and found.get("timer") is None and not self.errors:
            self.add_error("timer", "Say for how long, such as 2h.")
        return found


class InsertOnFlowForm(InsertForm):
    """Something new at the beginning of a branch."""

    action = "insert-on-flow"
    heading = "Add to this branch"

    def spot(self) -> editing.Spot:
        """On the flow itself."""
        return editing.on_flow(self.definition, self.subject)


class BoundaryForm(EditForm):
    """An event that may interrupt an activity."""

    action = "boundary"
    heading = "Add what may happen meanwhile"
    button = "Add the event"

    event = forms.ChoiceField(
        label="Event", choices=[(event.value, words) for event, words in _CAUGHT]
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    timer = DurationField(label="After", required=False, help_text="For a time: 30m, 2h or 3d.")
    ref = forms.CharField(
        label="Which one", max_length=200, required=False, help_text="Empty means any."
    )
    interrupting = forms.BooleanField(label="Stops the step", required=False, initial=True)

    def edit(self) -> Definition:
        """The event with an end behind it."""
        wanted = self.cleaned_data
        return editing.add_boundary(
            self.definition,
            self.subject,
            wanted["name"],
            EventKind(wanted["event"]),
            timer=wanted["timer"],
            ref=wanted["ref"],
            interrupting=wanted["interrupting"],
        )


class CompensationForm(EditForm):
    """What undoes an activity."""

    action = "compensation"
    heading = "Add what undoes it"
    button = "Add the undoing step"

    name = forms.CharField(label="Name", max_length=200)
    participant = forms.ChoiceField(label="Performed by", required=False)

    def fit(self) -> None:
        """Who may perform it."""
        self.choose("participant", self.people("As the step itself"))

    def edit(self) -> Definition:
        """The step that undoes."""
        wanted = self.cleaned_data
        person = wanted["participant"] or None
        return editing.add_compensation(
            self.definition, self.subject, wanted["name"], participant=person
        )
