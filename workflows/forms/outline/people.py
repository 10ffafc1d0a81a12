"""Add or rename those who perform steps."""

from __future__ import annotations

from django import forms

from workflows.definition import editing
from workflows.definition.model import Definition, ParticipantKind
from workflows.forms.outline.edit_form import EditForm

__all__ = ["ParticipantForm", "RenameParticipantForm"]


class ParticipantForm(EditForm):
    """Somebody new who performs steps."""

    action = "participant"
    heading = "Add somebody"
    button = "Add"

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[
            (ParticipantKind.SERVICE.value, "One of our services"),
            (ParticipantKind.HUMAN.value, "People"),
            (ParticipantKind.EXTERNAL.value, "A system of somebody else"),
        ],
    )
    team = forms.CharField(label="Team", max_length=200, required=False)

    def edit(self) -> Definition:
        """The map with the participant."""
        wanted = self.cleaned_data
        kind = ParticipantKind(wanted["kind"])
        return editing.add_participant(self.definition, wanted["name"], kind, wanted["team"])


class RenameParticipantForm(EditForm):
    """Another name for somebody."""

    action = "participant-name"
    heading = "Rename somebody"
    button = "Rename"

    participant = forms.ChoiceField(label="Participant")
    name = forms.CharField(label="New name", max_length=200)

    def fit(self) -> None:
        """Everybody in the map."""
        self.choose("participant", self.people("Choose")[1:])

    def edit(self) -> Definition:
        """The map with the new name."""
        wanted = self.cleaned_data
        return editing.rename_participant(self.definition, wanted["participant"], wanted["name"])
