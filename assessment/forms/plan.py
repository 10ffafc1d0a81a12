"""Plan: the start day, and what people change about a task."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from assessment.decision.plan import LAST_START
from assessment.forms.revision import RevisionForm
from assessment.models import PlanTaskRow, TaskStatus
from assessment.services.plan import TaskEdit
from projects.models import Project, User

__all__ = ["PlanStartForm", "TaskForm"]


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PlanStartForm(RevisionForm):
    """Day 1 of the 30 days."""

    start = forms.DateField(
        label="Day 1",
        widget=_day_input(),
        error_messages={
            "required": "Choose the day on which the 30 days begin.",
            "invalid": "Write the day as year-month-day, for example 2026-12-01.",
        },
    )

    def clean_start(self) -> dt.date:
        """Refuse a day that leaves no room for the 30 days."""
        start: dt.date = self.cleaned_data["start"]
        if start > LAST_START:
            raise forms.ValidationError(
                "The 30 days would end after the year 9999: choose an earlier day."
            )
        return start


class TaskForm(RevisionForm):
    """Owner, due day, status and note of one task of ``project``."""

    status = forms.ChoiceField(choices=TaskStatus.choices)
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, empty_label="Nobody yet"
    )
    due = forms.DateField(
        label="Due",
        required=False,
        widget=_day_input(),
        error_messages={"invalid": "Write the day as year-month-day, for example 2026-12-01."},
    )
    note = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - tells mypy what it is
        owner.queryset = User.objects.filter(memberships__project=project).order_by("email")
        self.fields["due"].help_text = "Empty means the day of the plan."

    @staticmethod
    def initial_of(task: PlanTaskRow) -> dict[str, Any]:
        """What the form shows of a stored task."""
        return {
            "version": task.version,
            "status": task.status,
            "owner": task.owner,
            "due": task.due,
            "note": task.note,
        }

    def to_edit(self) -> TaskEdit:
        """What was decided; call it on a valid form."""
        cleaned = self.cleaned_data
        return TaskEdit(
            owner=cleaned["owner"],
            due=cleaned["due"],
            status=TaskStatus(cleaned["status"]),
            note=cleaned["note"],
        )
