"""Decide: the inputs of the cost model and the project's currency."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessment.decision.costs.inputs import CostKnowledge, KnownInput
from assessment.forms.revision import RevisionForm

__all__ = ["CostInputsForm", "CostRow", "CurrencyForm"]

_ENDS = ("low", "likely", "high")
_FIELDS = (*_ENDS, "ours", "seen")
_DIGITS = 4
_EXACT = 15

_END_LABELS = {"low": "lowest", "likely": "likeliest", "high": "highest"}

type Spread = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class CostRow:
    """One input of the form with its fields. ``explains`` is false where the row above has said
    the same: the other models of one input."""

    known: KnownInput
    low: BoundField
    likely: BoundField
    high: BoundField
    ours: BoundField
    seen: BoundField
    explains: bool

    @property
    def auto_id(self) -> str:
        """The id that its messages are named after."""
        return f"row-{self.known.input.id}"

    @property
    def errors(self) -> list[str]:
        """What is wrong in any of its fields, each once."""
        fields = (self.low, self.likely, self.high, self.ours)
        return list(dict.fromkeys(str(error) for field in fields for error in field.errors))


class CostInputsForm(RevisionForm):
    """Three numbers an input. A row counts as stated where its box is ticked, or where its numbers
    differ from those that the page showed (``seen``); a box that is emptied, or three empty
    numbers, take the default again."""

    def __init__(
        self,
        *args: Any,
        inputs: tuple[KnownInput, ...],
        stated: Mapping[str, Spread],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inputs = inputs
        self.stated = stated
        for known in inputs:
            self._add_row(known)

    def _shown_numbers(self, known: KnownInput) -> tuple[str, ...]:
        """Stated figures as they were typed, defaults to a few digits."""
        digits = _EXACT if known.input.id in self.stated else _DIGITS
        return tuple(_text(value, digits) for value in known.range.values)

    def _add_row(self, known: KnownInput) -> None:
        name = known.input.id
        numbers = self._shown_numbers(known)
        for end, number in zip(_ENDS, numbers, strict=True):
            field, spoken = f"{end}-{name}", f"{_spoken(known)}, {_END_LABELS[end]}"
            self.fields[field] = forms.FloatField(
                required=False,
                min_value=known.input.least,
                max_value=known.input.largest,
                label=spoken,
                widget=forms.NumberInput(
                    attrs={"step": "any", "inputmode": "decimal", "aria-label": spoken}
                ),
            )
            self.initial.setdefault(field, number)
        self.fields[f"ours-{name}"] = forms.BooleanField(
            required=False, label=f"{_spoken(known)}: these are our figures"
        )
        self.initial.setdefault(f"ours-{name}", name in self.stated)
        self.fields[f"seen-{name}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial.setdefault(f"seen-{name}", " ".join(numbers))

    @property
    def rows(self) -> Iterator[CostRow]:
        """The rows, in the order of the knowledge base."""
        before = ""
        for known in self.inputs:
            low, likely, high, ours, seen = (self[f"{field}-{known.input.id}"] for field in _FIELDS)
            explains = known.input.base != before
            yield CostRow(known, low, likely, high, ours, seen, explains)
            before = known.input.base

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for known in self.inputs:
            self._check(known.input.id, cleaned)
        return cleaned

    def _check(self, name: str, cleaned: Mapping[str, Any]) -> None:
        if any(f"{end}-{name}" in self.errors for end in _ENDS):
            return
        low, likely, high = (cleaned.get(f"{end}-{name}") for end in _ENDS)
        if low is None and likely is None and high is None:
            return
        if low is None or likely is None or high is None:
            self.add_error(
                f"low-{name}", "Give all three figures, or none to take the default again."
            )
        elif low > likely:
            self.add_error(
                f"low-{name}", f"The lowest, {low:g}, is above the likeliest, {likely:g}."
            )
        elif likely > high:
            self.add_error(
                f"high-{name}", f"The highest, {high:g}, is below the likeliest, {likely:g}."
            )

    def to_inputs(self) -> dict[str, Spread]:
        """What the project states from now on; call it on a valid form."""
        found: dict[str, Spread] = {}
        for known in self.inputs:
            name = known.input.id
            low, likely, high = (self.cleaned_data.get(f"{end}-{name}") for end in _ENDS)
            if low is None or likely is None or high is None:
                continue
            if self._is_stated(name, (low, likely, high)):
                found[name] = (low, likely, high)
        return found

    def shown(self, stored: Mapping[str, Spread]) -> dict[str, object]:
        """The same inputs by the names of their fields, to set beside what was typed."""
        return {
            f"{end}-{name}": value
            for name, spread in stored.items()
            for end, value in zip(_ENDS, spread, strict=True)
        }

    def _is_stated(self, name: str, typed: Spread) -> bool:
        if self.cleaned_data.get(f"ours-{name}"):
            return True
        # A box that was ticked before and is not any more asks for the default.
        if name in self.stated:
            return False
        return " ".join(_text(value, _DIGITS) for value in typed) != self._seen(name)

    def _seen(self, name: str) -> str:
        return str(self.cleaned_data.get(f"seen-{name}") or "")


def _spoken(known: KnownInput) -> str:
    """An input's name for those who hear it: its model belongs to it."""
    model = known.input.model
    return f"{known.input.label}, {model.value}" if model else known.input.label


def _text(value: float, digits: int) -> str:
    """A figure as people write it: no exponent, no zeros at its end."""
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    short = round(value, places)
    return f"{short:.{places}f}".rstrip("0").rstrip(".") if places > 0 else f"{short:.0f}"


class CurrencyForm(RevisionForm):
    """The currency that the project counts in."""

    currency = forms.ChoiceField(label="Currency")

    def __init__(self, *args: Any, knowledge: CostKnowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["currency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what it is
        field.choices = [(one.code, f"{one.code} · {one.name}") for one in knowledge.currencies]
