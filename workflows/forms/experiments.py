"""The form that asks for an experiment; it gives a ``Scenario``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from workflows.definition.model import Definition, NodeKind, OrchestrationModel
from workflows.definition.quantities import format_duration, format_number, parse_duration
from workflows.sandbox.fault_wording import fault_words
from workflows.sandbox.scenario import Fault, FaultKind, Scenario
from workflows.wording import percent

__all__ = ["ExperimentForm", "FaultChoice", "FaultRow"]

MAX_CASES = 100_000
"""What a shared worker runs in about a minute; the command line takes more."""

_MODELS = [(model.value, model.value.capitalize()) for model in OrchestrationModel]


@dataclass(frozen=True, slots=True)
class FaultChoice:
    """A fault that the form offers; ``steps`` says which steps it can be narrowed to."""

    kind: FaultKind
    label: str
    help: str
    steps: str = ""


FAULTS = (
    FaultChoice(FaultKind.STEP_ERROR, "A step answers with an error", "of its tries", "all"),
    FaultChoice(FaultKind.MESSAGE_LOST, "A message is lost", "of all messages"),
    FaultChoice(FaultKind.MESSAGE_DUPLICATED, "A message arrives twice", "of all messages"),
    FaultChoice(FaultKind.ORCHESTRATOR_CRASH, "The orchestrator crashes", "of its durable writes"),
    FaultChoice(FaultKind.HUMAN_SILENT, "A person never answers", "of their tasks", "human"),
)


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault's fields, for the page."""

    choice: FaultChoice
    share: forms.BoundField
    step: forms.BoundField | None


class ExperimentForm(forms.Form):
    """Cases, seed, models, faults. ``token`` makes the same form sent twice one experiment.
    ``given`` is the scenario that the form changes: what it has no field for stays so."""

    cases = forms.IntegerField(
        label="Cases",
        help_text=f"Up to {MAX_CASES:,}; the same ones under each model.",
        min_value=1,
        max_value=MAX_CASES,
    )
    seed = forms.IntegerField(
        label="Seed",
        help_text="The same seed gives the same result.",
        min_value=0,
        max_value=2**32 - 1,
    )
    cases_per_hour = forms.FloatField(
        label="Cases per hour", min_value=0.01, max_value=1e9, required=False
    )
    models = forms.MultipleChoiceField(
        label="Models", choices=_MODELS, widget=forms.CheckboxSelectMultiple
    )
    outbox = forms.BooleanField(
        label="Outbox: an event is stored with the state it tells of, and sent until it arrives",
        required=False,
    )
    inbox = forms.BooleanField(
        label="Inbox: a participant remembers what it has handled and ignores repetitions",
        required=False,
    )
    crash_duration = forms.CharField(
        label="Down for", help_text="After a crash, for example 30s or 5m.", required=False
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, definition: Definition, given: Scenario, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._definition = definition
        self._given = given
        volume = format_number(definition.volume.now)
        self.fields["cases_per_hour"].help_text = f"Left empty: the map’s volume, {volume}."
        for choice in FAULTS:
            steps = _steps(definition, choice)
            if choice.steps == "human" and not steps:
                continue
            self.fields[f"{choice.kind}_share"] = _share_field(choice)
            if choice.steps:
                self.fields[f"{choice.kind}_step"] = _step_field(choice, steps)

    @classmethod
    def showing(cls, definition: Definition, scenario: Scenario, token: str) -> ExperimentForm:
        """The form filled with a scenario."""
        return cls(definition, scenario, initial={"token": token, **_initial(scenario)})

    @property
    def fault_rows(self) -> Iterator[FaultRow]:
        """The faults on offer, each with its fields."""
        for choice in FAULTS:
            name, step = f"{choice.kind}_share", f"{choice.kind}_step"
            if name in self.fields:
                yield FaultRow(choice, self[name], self[step] if step in self.fields else None)

    def clean_crash_duration(self) -> float:
        """The time in seconds; empty means the default."""
        text = self.cleaned_data["crash_duration"]
        if not text:
            return Fault(kind=FaultKind.ORCHESTRATOR_CRASH).duration
        try:
            return parse_duration(text)
        except ValueError as error:
            raise forms.ValidationError(f"It {error}.") from None

    @property
    def kept_faults(self) -> list[str]:
        """The faults without fields, in words; they strike all the same."""
        return [fault_words(fault, self._definition, percent) for fault in self._kept]

    @property
    def _kept(self) -> tuple[Fault, ...]:
        shown = {id(fault) for fault in _shown_faults(self._given).values()}
        return tuple(fault for fault in self._given.faults if id(fault) not in shown)

    def scenario(self) -> Scenario:
        """What a valid form asks for."""
        data = self.cleaned_data
        return replace(
            self._given,
            cases=data["cases"],
            seed=data["seed"],
            models=tuple(model for model in OrchestrationModel if model in data["models"]),
            cases_per_hour=data["cases_per_hour"],
            faults=(*self._faults(), *self._kept),
            outbox=data["outbox"],
            inbox=data["inbox"],
        )

    def _faults(self) -> Iterator[Fault]:
        for choice in FAULTS:
            share = self.cleaned_data.get(f"{choice.kind}_share")
            if share:
                fault = Fault(
                    kind=choice.kind,
                    share=share / 100,
                    step=self.cleaned_data.get(f"{choice.kind}_step") or None,
                )
                yield self._lasting(fault)

    def _lasting(self, fault: Fault) -> Fault:
        if fault.kind is not FaultKind.ORCHESTRATOR_CRASH:
            return fault
        return replace(fault, duration=self.cleaned_data["crash_duration"])


def _shown_faults(scenario: Scenario) -> dict[FaultKind, Fault]:
    """The faults that the form has fields for: one of each kind it offers, without a schedule."""
    shown: dict[FaultKind, Fault] = {}
    for fault in scenario.faults:
        choice = next((choice for choice in FAULTS if choice.kind is fault.kind), None)
        if choice is not None and _fits(fault, choice):
            shown.setdefault(fault.kind, fault)
    return shown


def _fits(fault: Fault, choice: FaultChoice) -> bool:
    plain = Fault(kind=fault.kind, share=fault.share, duration=fault.duration)
    return fault == (replace(plain, step=fault.step) if choice.steps else plain)


def _initial(scenario: Scenario) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "cases": scenario.cases,
        "seed": scenario.seed,
        "models": [model.value for model in scenario.models],
        "cases_per_hour": scenario.cases_per_hour,
        "outbox": scenario.outbox,
        "inbox": scenario.inbox,
        "crash_duration": "30s",
    }
    for fault in _shown_faults(scenario).values():
        initial[f"{fault.kind}_share"] = float(f"{fault.share * 100:.6g}")
        initial[f"{fault.kind}_step"] = fault.step or ""
        if fault.kind is FaultKind.ORCHESTRATOR_CRASH:
            initial["crash_duration"] = format_duration(fault.duration)
    return initial


def _steps(definition: Definition, choice: FaultChoice) -> list[tuple[str, str]]:
    return [
        (step.id, step.name or step.id)
        for step in definition.steps
        if choice.steps == "all" or step.kind is NodeKind.USER_TASK
    ]


def _share_field(choice: FaultChoice) -> forms.FloatField:
    attrs = {"step": "any", "placeholder": "0"}
    return forms.FloatField(
        label=f"{choice.label}: share in %",
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs=attrs),
    )


def _step_field(choice: FaultChoice, steps: list[tuple[str, str]]) -> forms.ChoiceField:
    every = "every step" if choice.steps == "all" else "every person’s step"
    return forms.ChoiceField(
        label=f"{choice.label}: where", choices=[("", every), *steps], required=False
    )
