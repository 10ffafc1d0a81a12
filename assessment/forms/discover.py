"""Discover: the context with its teams, and one symptom as one perspective feels it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms

from assessment.decision.assessment import (
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge import ContextField, Knowledge
from assessment.forms.revision import RevisionForm, plain_number
from assessment.models import Felt
from workflows.definition.model import Participant

__all__ = ["ContextForm", "SymptomForm", "TeamForm", "TeamFormSet", "team_form_set"]

_MOST_TEAMS = 40
_NOTHING = "observability_nothing"


def _text(field: ContextField) -> forms.Field:
    return forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


def _number(field: ContextField) -> forms.Field:
    return forms.FloatField(
        min_value=0, max_value=1e9, widget=forms.NumberInput(attrs={"step": "any"})
    )


def _choice(field: ContextField) -> forms.Field:
    return forms.ChoiceField(choices=[("", "Not stated yet"), *_options(field)])


def _choices(field: ContextField) -> forms.Field:
    return forms.MultipleChoiceField(choices=_options(field), widget=forms.CheckboxSelectMultiple)


def _options(field: ContextField) -> list[tuple[str, str]]:
    return [(option.id, option.label) for option in field.options]


_FIELDS: Mapping[str, Callable[[ContextField], forms.Field]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "choices": _choices,
}


class ContextForm(RevisionForm):
    """The facts of ``knowledge/context.toml``, all optional; the teams have their own form set."""

    def __init__(self, *args: Any, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in knowledge.context:
            if field.kind in _FIELDS:
                self.fields[field.id] = _FIELDS[field.kind](field)
                self.fields[field.id].label = field.label
                self.fields[field.id].help_text = field.help
                self.fields[field.id].required = False
            if field.id == "observability":
                self.fields[_NOTHING] = forms.BooleanField(
                    label="Nothing of this is in place", required=False
                )

    @staticmethod
    def initial_of(context: Context, version: int) -> dict[str, Any]:
        """What the form shows of a stored context."""
        return {
            "version": version,
            "summary": context.summary,
            "industry": context.industry,
            "regulation": list(context.regulation),
            "cases_now": plain_number(context.cases_now),
            "cases_expected": plain_number(context.cases_expected),
            "event_experience": context.event_experience or "",
            "observability": list(context.observability or ()),
            _NOTHING: context.observability == (),
            "cloud": context.cloud,
            "operations_budget": context.operations_budget,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get(_NOTHING) and cleaned.get("observability"):
            message = "You ticked something above as well: take one of the two away."
            self.add_error(_NOTHING, message)
        return cleaned

    def to_context(self, teams: tuple[Team, ...]) -> Context:
        """What was stated; call it on a valid form."""
        cleaned = self.cleaned_data
        experience = cleaned["event_experience"]
        return Context(
            summary=cleaned["summary"],
            industry=cleaned["industry"],
            regulation=tuple(cleaned["regulation"]),
            cases_now=cleaned["cases_now"],
            cases_expected=cleaned["cases_expected"],
            teams=teams,
            event_experience=EventExperience(experience) if experience else None,
            observability=self._observability(),
            cloud=cleaned["cloud"],
            operations_budget=cleaned["operations_budget"],
        )

    def _observability(self) -> tuple[str, ...] | None:
        """What is in place; None where nobody ticked anything, not even "nothing"."""
        ticked = tuple(self.cleaned_data["observability"])
        return ticked if ticked or self.cleaned_data[_NOTHING] else None


class TeamForm(forms.Form):
    """A row of the teams table. ``participants`` are those of the map."""

    name = forms.CharField(label="Team", max_length=80, required=False)
    people = forms.IntegerField(label="People", min_value=1, max_value=10_000, required=False)
    owns = forms.MultipleChoiceField(
        label="Owns", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, participants: tuple[Participant, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owns = cast("forms.MultipleChoiceField", self.fields["owns"])
        # What a team owned on an older map stays with it, so that no save drops it unseen.
        names = {participant.id: participant.name for participant in participants}
        names |= {owned: owned for owned in self.initial.get("owns", ()) if owned not in names}
        owns.choices = list(names.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and (cleaned.get("people") or cleaned.get("owns")):
            self.add_error("name", "Name the team, or take the row away.")
        return cleaned


class TeamFormSet(forms.BaseFormSet[TeamForm]):
    """The teams table; a row without anything in it is no team."""

    def clean(self) -> None:
        names = [team.name for team in self._filled()]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise forms.ValidationError(
                f"Two teams are called “{twice[0]}”. Give one of them another name."
            )

    def to_teams(self) -> tuple[Team, ...]:
        """What was stated; call it on a valid form set."""
        return self._filled()

    def _filled(self) -> tuple[Team, ...]:
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        return tuple(
            Team(name=row["name"], people=row.get("people"), owns=tuple(row.get("owns", ())))
            for row in rows
            if row.get("name") and not row.get("DELETE")
        )


def team_form_set(
    data: Any, *, teams: tuple[Team, ...], participants: tuple[Participant, ...]
) -> TeamFormSet:
    """The form set over stored teams, with two rows to fill; bound where ``data`` is given."""
    kind: Any = forms.formset_factory(
        TeamForm, formset=TeamFormSet, extra=2, can_delete=True, max_num=_MOST_TEAMS
    )
    initial = [{"name": t.name, "people": t.people, "owns": list(t.owns)} for t in teams]
    options = {"participants": participants}
    form_set: TeamFormSet = kind(data, initial=initial, prefix="teams", form_kwargs=options)
    return form_set


class SymptomForm(RevisionForm):
    """How much a perspective feels a symptom."""

    severity = forms.TypedChoiceField(
        coerce=int,
        choices=Felt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much you feel it."},
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"placeholder": "When did it last happen?"}),
    )

    def to_rating(self, symptom: str, perspective: Perspective) -> SymptomRating:
        """What was said; call it on a valid form."""
        return SymptomRating(
            symptom=symptom,
            perspective=perspective,
            severity=self.cleaned_data["severity"],
            note=self.cleaned_data["note"],
        )
