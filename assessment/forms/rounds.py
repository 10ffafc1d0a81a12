"""Decide: open a round, and fill in one's ballot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from assessment.decision.assessment import Answer, Weighting, WeightingMethod
from assessment.decision.knowledge import Question
from assessment.exceptions import StaleRowError
from assessment.forms.revision import OUT_OF_DATE
from assessment.forms.weights import FORMS, RankingForm, WeighingForm
from assessment.models import BallotRow
from assessment.selectors.rounds import ASKED_ROLES
from assessment.services.rounds import Timing
from projects.models import Membership, User

__all__ = ["BallotForm", "RoundForm"]

_SOONEST = dt.timedelta(minutes=10)
_REMINDERS = [
    ("0", "nobody"),
    ("4", "4 hours before"),
    ("24", "a day before"),
    ("72", "3 days before"),
]
_METHODS = [
    (WeightingMethod.POINTS.value, "100 points: everybody knows how"),
    (WeightingMethod.RANKING.value, "An order of importance: the least effort"),
    (WeightingMethod.PAIRWISE.value, "In pairs: ten judgements that check each other"),
]
_STEPS = [("", "one step")] + [(str(n), str(n)) for n in range(1, 6)]


class RoundForm(forms.Form):
    """Whom to ask, how to weigh, and until when. ``members`` are those who may be asked, ``after``
    is the number of the round that this one follows; times are those of the server's time zone."""

    token = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": OUT_OF_DATE}
    )
    after = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": OUT_OF_DATE}
    )
    method = forms.ChoiceField(
        label="How to weigh",
        choices=_METHODS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the questions are weighed."},
    )
    roles = forms.MultipleChoiceField(
        label="Everybody who is",
        required=False,
        choices=[(role.value, role.label) for role in ASKED_ROLES],
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.MultipleChoiceField(
        label="And these people", required=False, widget=forms.CheckboxSelectMultiple
    )
    closes_at = forms.DateTimeField(
        label="Closes by itself at",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Write it as year-month-day hour:minute, 2026-12-01 17:00."},
    )
    remind = forms.ChoiceField(label="Remind by e-mail", required=False, choices=_REMINDERS)

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        people = self.fields["people"]
        assert isinstance(people, forms.MultipleChoiceField)  # noqa: S101 - tells mypy
        people.choices = [(str(m.user_id), f"{m.user} ({m.role})") for m in members]
        zone = timezone.get_current_timezone_name()
        self.fields[
            "closes_at"
        ].help_text = f"{zone} time. Empty: it stays open until somebody closes it."
        self.fields["remind"].help_text = "Once, and only those who have not answered by then."

    def clean_closes_at(self) -> dt.datetime | None:
        closes_at: dt.datetime | None = self.cleaned_data["closes_at"]
        if closes_at and closes_at < timezone.now() + _SOONEST:
            raise forms.ValidationError("That leaves no time to answer: choose a later moment.")
        return closes_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.to_people():
            self.add_error("roles", "Nobody would be asked: choose a role or a person.")
        return cleaned

    def to_people(self) -> list[User]:
        """Who is asked, each once; call it on a valid form."""
        roles, people = self.cleaned_data["roles"], self.cleaned_data["people"]
        return [m.user for m in self.members if m.role in roles or str(m.user_id) in people]

    def to_timing(self) -> Timing:
        """When it ends and when people are reminded; call it on a valid form. A reminder that would
        be in the past goes out half-way."""
        closes_at, hours = self.cleaned_data["closes_at"], int(self.cleaned_data["remind"] or 0)
        if closes_at is None or not hours:
            return Timing(closes_at=closes_at)
        now = timezone.now()
        remind_at = closes_at - dt.timedelta(hours=hours)
        return Timing(
            closes_at=closes_at,
            remind_at=remind_at if remind_at > now else now + (closes_at - now) / 2,
        )


class _AnswerPart(forms.Form):
    """One question of a ballot."""

    value = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five answers."},
    )
    low = forms.TypedChoiceField(
        label="It may be as low as", required=False, coerce=int, empty_value=None, choices=_STEPS
    )
    high = forms.TypedChoiceField(
        label="or as high as", required=False, coerce=int, empty_value=None, choices=_STEPS
    )
    reason = forms.CharField(
        label="Why", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: QueryDict | None, *, question: Question, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, prefix=question.id, initial=initial)
        self.question = question
        value = self.fields["value"]
        assert isinstance(value, forms.TypedChoiceField)  # noqa: S101 - tells mypy
        value.label = question.question
        value.choices = list(enumerate(question.meanings, start=1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value, low, high = cleaned.get("value"), cleaned.get("low"), cleaned.get("high")
        if value and low and low > value:
            self.add_error("low", f"You answer {value}, so the lower end cannot be {low}.")
        if value and high and high < value:
            self.add_error("high", f"You answer {value}, so the upper end cannot be {high}.")
        return cleaned

    def to_answer(self) -> Answer:
        """What was answered; call it on a valid form."""
        return Answer(question=self.question.id, **self.cleaned_data)


class BallotForm:
    """The five answers and the weights of one person, sent together. The version that travels with
    the weights is that of the ballot. ``row`` is what the person gave before: now, or in the round
    before (``starts_afresh``)."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        method: WeightingMethod,
        questions: Sequence[Question],
        row: BallotRow | None,
        starts_afresh: bool,
    ) -> None:
        titles = {question.id: question.title for question in questions}
        answers = row.to_answers() if row else {}
        self.parts = [
            _AnswerPart(data, question=one, initial=_shown(answers.get(one.id)))
            for one in questions
        ]
        initial = _weights_shown(row, FORMS[method], tuple(titles))
        initial["version"] = row.version if row and not starts_afresh else 0
        self.weights = FORMS[method](data, titles=titles, prefix="weights", initial=initial)

    @property
    def was_moved(self) -> bool:
        """Whether a button asks for another order and not yet to save it."""
        return isinstance(self.weights, RankingForm) and self.weights.was_moved

    def is_valid(self) -> bool:
        """Whether every part is."""
        # Every part is asked, so that all errors show at once.
        return sum(not part.is_valid() for part in (*self.parts, self.weights)) == 0

    @property
    def wrong(self) -> list[str]:
        """The titles of questions whose answer needs a mend, and the weights'."""
        parts = [part.question.title for part in self.parts if part.errors]
        return parts + (["the weights"] if self.weights.errors else [])

    @property
    def version(self) -> int:
        """The version of the ballot it was loaded with; call it on a valid form."""
        version: int = self.weights.cleaned_data["version"]
        return version

    def to_answers(self) -> dict[str, Answer]:
        """The answers by question id; call it on a valid form."""
        return {part.question.id: part.to_answer() for part in self.parts}

    def show_stale(self, error: StaleRowError) -> None:
        """Keep what was typed; saving once more replaces what another tab saved."""
        self.weights.show_stale(error, {})


def _shown(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {"value": answer.value, "low": answer.low, "high": answer.high, "reason": answer.reason}


def _weights_shown(
    row: BallotRow | None, form: type[WeighingForm], questions: tuple[str, ...]
) -> dict[str, Any]:
    weighting = row.to_weighting() if row else Weighting()
    points: Mapping[str, float] = row.weighting.get("points", {}) if row else {}
    return form.initial_of(weighting, points, questions)
