"""Forms that create and rename a project."""

from __future__ import annotations

from typing import TypedDict

from django import forms

from projects.exceptions import StaleWriteError
from projects.models import Project

__all__ = ["NameAndSummary", "ProjectForm", "ProjectSettingsForm"]


class NameAndSummary(TypedDict):
    """What the forms hand to the services."""

    name: str
    summary: str


class ProjectForm(forms.ModelForm[Project]):
    """Name and summary of a project."""

    class Meta:
        model = Project
        fields = ["name", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"name": {"required": "Give the project a name."}}

    @property
    def name_and_summary(self) -> NameAndSummary:
        """The checked values; only after ``is_valid()``."""
        return NameAndSummary(name=self.cleaned_data["name"], summary=self.cleaned_data["summary"])


class ProjectSettingsForm(ProjectForm):
    """The same, with the version that was read, so that a stale page cannot overwrite anybody."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, project: Project) -> ProjectSettingsForm:
        """The form as a page first shows it."""
        values = {"name": project.name, "summary": project.summary, "version": project.version}
        return cls(initial=values)

    def refuse_stale(self, error: StaleWriteError, project: Project) -> None:
        """Keep what was typed, say what happened, and let the next save win knowingly."""
        self.add_error(None, f"{error.message} Saved now: “{project.name}”. {project.summary}")
        self.data = dict(self.data.items()) | {"version": project.version}
