"""Discover: the context with its teams, and one symptom as one perspective feels it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from assessment.decision.assessment import (
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge import ContextField, ContextSection, Knowledge
from assessment.forms.revision import RevisionForm, plain_number
from assessment.models import Felt
from workflows.definition.model import Participant

__all__ = [
    "ContextForm",
    "FieldCard",
    "SymptomForm",
    "TeamForm",
    "TeamFormSet",
    "team_form_set",
]

_MOST_TEAMS = 40
_NOTHING = "observability_nothing"
_NOT_ON_THE_MAP = {
    "invalid_choice": "“%(value)s” is not on the map any more. Save once more to leave it out."
}

type _Participants = tuple[Participant, ...]


def _text(field: ContextField, _: _Participants) -> forms.Field:
    return forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


def _number(field: ContextField, _: _Participants) -> forms.Field:
    return forms.FloatField(
        min_value=0, max_value=1e9, widget=forms.NumberInput(attrs={"step": "any"})
    )


def _share(field: ContextField, _: _Participants) -> forms.Field:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.FloatField(min_value=0, max_value=100, widget=widget)


def _choice(field: ContextField, _: _Participants) -> forms.Field:
    return forms.ChoiceField(choices=[("", "Not stated yet"), *_options(field)])


def _choices(field: ContextField, _: _Participants) -> forms.Field:
    return forms.MultipleChoiceField(choices=_options(field), widget=forms.CheckboxSelectMultiple)


def _some_participants(field: ContextField, participants: _Participants) -> forms.Field:
    names = [(participant.id, participant.name) for participant in participants]
    return forms.MultipleChoiceField(
        choices=names, widget=forms.CheckboxSelectMultiple, error_messages=_NOT_ON_THE_MAP
    )


def _options(field: ContextField) -> list[tuple[str, str]]:
    return [(option.id, option.label) for option in field.options]


_FIELDS: Mapping[str, Callable[[ContextField, _Participants], forms.Field]] = {
    "text": _text,
    "number": _number,
    "share": _share,
    "choice": _choice,
    "choices": _choices,
    "participants": _some_participants,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCard:
    """The fields of one section of the context."""

    section: ContextSection
    fields: list[forms.BoundField]


class ContextForm(RevisionForm):
    """The facts of ``knowledge/context.toml``, all optional; the teams have their own form set.
    ``participants`` are those of the map."""

    def __init__(
        self, *args: Any, knowledge: Knowledge, participants: _Participants = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.knowledge = knowledge
        for field in knowledge.context:
            if field.kind in _FIELDS:
                self.fields[field.id] = _FIELDS[field.kind](field, participants)
                self.fields[field.id].label = field.label
                self.fields[field.id].help_text = field.help
                self.fields[field.id].required = False
            if field.id == "observability":
                self.fields[_NOTHING] = forms.BooleanField(
                    label="Nothing of this is in place", required=False
                )
        changing = cast("forms.MultipleChoiceField", self.fields["changing"])
        _keep_what_is_gone(changing, self.initial.get("changing", ()))

    @property
    def cards(self) -> list[FieldCard]:
        """The fields by section, in the order of the knowledge base."""
        return [
            FieldCard(
                section=section,
                fields=[
                    self[field.id]
                    for field in self.knowledge.context
                    if field.section == section.id and field.id in self.fields
                ],
            )
            for section in self.knowledge.context_sections
            if any(f.section == section.id and f.kind in _FIELDS for f in self.knowledge.context)
        ]

    @staticmethod
    def initial_of(context: Context, version: int) -> dict[str, Any]:
        """What the form shows of a stored context."""
        share = context.debugging_share
        return {
            "version": version,
            "summary": context.summary,
            "industry": context.industry,
            "regulation": list(context.regulation),
            "cases_now": plain_number(context.cases_now),
            "cases_expected": plain_number(context.cases_expected),
            "changing": list(context.changing),
            "current_model": context.current_model,
            "debugging_share": None if share is None else plain_number(round(share * 100, 6)),
            "event_experience": context.event_experience or "",
            "observability": list(context.observability or ()),
            _NOTHING: context.observability == (),
            "delivery": context.delivery,
            "operations_budget": context.operations_budget,
            "cloud": context.cloud,
            "hosting": context.hosting,
            "constraints": list(context.constraints),
            "languages": list(context.languages),
            "skills": list(context.skills),
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
        experience, share = cleaned["event_experience"], cleaned["debugging_share"]
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
            current_model=cleaned["current_model"],
            delivery=cleaned["delivery"],
            changing=tuple(cleaned["changing"]),
            debugging_share=None if share is None else share / 100,
            hosting=cleaned["hosting"],
            languages=tuple(cleaned["languages"]),
            skills=tuple(cleaned["skills"]),
            constraints=tuple(cleaned["constraints"]),
        )

    def _observability(self) -> tuple[str, ...] | None:
        """What is in place; None where nobody ticked anything, not even "nothing"."""
        ticked = tuple(self.cleaned_data["observability"])
        return ticked if ticked or self.cleaned_data[_NOTHING] else None


def _keep_what_is_gone(field: forms.MultipleChoiceField, stored: Iterable[str]) -> None:
    """What was chosen of an older map stays to be seen, so that no save drops it unseen."""
    names = dict(cast("list[tuple[str, str]]", field.choices))
    field.choices = list((names | {one: one for one in stored if one not in names}).items())


class TeamForm(forms.Form):
    """A row of the teams table. ``participants`` are those of the map."""

    name = forms.CharField(label="Team", max_length=80, required=False)
    people = forms.IntegerField(label="People", min_value=1, max_value=10_000, required=False)
    owns = forms.MultipleChoiceField(
        label="Owns",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_NOT_ON_THE_MAP,
    )

    def __init__(
        self, *args: Any, participants: tuple[Participant, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owns = cast("forms.MultipleChoiceField", self.fields["owns"])
        owns.choices = [(participant.id, participant.name) for participant in participants]
        _keep_what_is_gone(owns, self.initial.get("owns", ()))

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
