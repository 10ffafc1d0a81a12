"""Decide: freeze a milestone, decide about it, set its review, choose two to compare."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django import forms

from assessment.exceptions import RecordRuleError
from assessment.models import Milestone, MilestoneStatus
from assessment.services.records import MilestoneWish

__all__ = ["NOW", "CompareForm", "DecideForm", "RecordForm", "ReviewForm"]

NOW = "now"
"""What stands in the project now, beside the numbers of milestones."""

_DAY_ERRORS = {
    "required": "Choose the day on which to look at the decision again.",
    "invalid": "Write the day as year-month-day, for example 2027-11-01.",
}


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RecordForm(forms.Form):
    """What people say of a new milestone. The token makes two clicks one milestone."""

    token = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        initial=lambda: secrets.token_urlsafe(16),
        error_messages={"required": "This page is out of date: load it again, then try once more."},
    )
    title = forms.CharField(
        max_length=120,
        help_text="The problem and its solution in a few words; the record’s file is named by it.",
    )
    note = forms.CharField(
        label="Why now",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What a reader in a year should know that the figures do not say.",
    )
    status = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            (MilestoneStatus.PROPOSED.value, "Proposed: to be decided"),
            (MilestoneStatus.ACCEPTED.value, "Accepted: it is decided"),
        ],
        initial=MilestoneStatus.PROPOSED.value,
    )
    supersedes = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": "Milestone %(value)s cannot be superseded: another took its place "
            "already, or it was rejected. Choose another, or none."
        },
        help_text="Once this one is accepted, the other is marked as superseded, and each links to "
        "the other.",
    )
    review_on = forms.DateField(
        label="Look at it again on",
        widget=_day_input(),
        error_messages=_DAY_ERRORS,
        help_text="Within a year; the guide asks for a review at least annually.",
    )

    def __init__(self, *args: Any, older: list[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["supersedes"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells mypy what it is
        field.choices = [("", "None"), *((one.number, _named(one)) for one in older)]

    def to_wish(self) -> MilestoneWish:
        """What was asked for; call it on a valid form."""
        cleaned = self.cleaned_data
        return MilestoneWish(
            title=cleaned["title"],
            note=cleaned["note"],
            status=MilestoneStatus(cleaned["status"]),
            review_on=cleaned["review_on"],
            supersedes=cleaned["supersedes"],
        )

    def refuse(self, error: RecordRuleError) -> None:
        """Say beside its field what breaks a rule."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class DecideForm(forms.Form):
    """Accept or reject; ``revision`` is the one that the page showed."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        choices=[
            (MilestoneStatus.ACCEPTED.value, "Accept"),
            (MilestoneStatus.REJECTED.value, "Reject"),
        ]
    )


class ReviewForm(forms.Form):
    """The day of the next review."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    review_on = forms.DateField(
        label="Next review on", widget=_day_input(), error_messages=_DAY_ERRORS
    )

    @staticmethod
    def initial_of(milestone: Milestone) -> dict[str, int | dt.date]:
        """What the form shows of a stored milestone."""
        return {"revision": milestone.revision, "review_on": milestone.review_on}


class CompareForm(forms.Form):
    """Two standings of a project: milestones by number, or what stands now."""

    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To")

    def __init__(self, *args: Any, milestones: list[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.number), _named(one)) for one in milestones]
        for name in ("before", "after"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what it is
            field.choices = [*choices, (NOW, "What stands now")]
        self.fields["before"].initial = choices[0][0] if choices else NOW
        self.fields["after"].initial = NOW


def _named(milestone: Milestone) -> str:
    return f"{milestone.number}: {milestone.title} ({milestone.status})"
