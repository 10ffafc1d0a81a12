"""Decide: weigh the questions by points, by an order, or in pairs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.weights.pairwise import SCALE, apart, pairs
from assessment.exceptions import StaleRowError
from assessment.file.weights import parse_ratio, written_ratio
from assessment.forms.revision import RevisionForm, plain_number

__all__ = [
    "FORMS",
    "PairwiseForm",
    "PointsForm",
    "RankedRow",
    "RankingForm",
    "WeighingForm",
    "pair_name",
]

_TOLERANCE = 1e-6
_DEGREES = {
    2: "a little",
    3: "somewhat",
    4: "clearly",
    5: "much",
    6: "very much",
    7: "far",
    8: "very far",
    9: "extremely",
}

type Initial = dict[str, Any]


class WeighingForm(RevisionForm):
    """What the three methods share. ``titles`` maps question ids to titles, in their order.

    ``initial_of`` says what a form shows of stored weights, ``draft`` what somebody has typed into
    it, as plain data that a session keeps.
    """

    method: ClassVar[WeightingMethod]

    def __init__(self, *args: Any, titles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles

    @classmethod
    def initial_of(
        cls, weighting: Weighting, points: Mapping[str, float], questions: Sequence[str]
    ) -> Initial:
        """What the form shows of weights that are stored; for no weights what it begins with."""
        raise NotImplementedError

    def to_weighting(self) -> Weighting:
        """How the questions were weighed; call it on a valid form."""
        return Weighting(method=self.method)

    def to_points(self) -> dict[str, float]:
        """Points that were shared out, else none; call it on a valid form."""
        return {}

    def draft(self) -> Initial:
        """What stands in the fields now, right or wrong."""
        return {name: self[name].value() for name in self.fields}


class PointsForm(WeighingForm):
    """100 points over the questions; the button "equal" shares them out evenly instead."""

    method = WeightingMethod.POINTS
    equal = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared_evenly = self.add_prefix("equal") in self.data
        for question, title in self.titles.items():
            self.fields[question] = _points_field(title, required=not shared_evenly)

    @classmethod
    def initial_of(
        cls, weighting: Weighting, points: Mapping[str, float], questions: Sequence[str]
    ) -> Initial:
        equal = 100 / len(questions)
        return {q: plain_number(float(points.get(q, 0 if points else equal))) for q in questions}

    @property
    def point_fields(self) -> list[forms.BoundField]:
        """The number fields, in the order of the questions."""
        return [self[question] for question in self.titles]

    @property
    def total(self) -> float:
        """The sum of what the fields show now; what is no number counts nothing."""
        return sum(_number(field.value()) for field in self.point_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("equal"):
            share = 100 / len(self.titles)
            return cleaned | dict.fromkeys(self.titles, share)
        if not self.errors:
            self._demand_a_hundred(sum(cleaned[question] for question in self.titles))
        return cleaned

    def _demand_a_hundred(self, total: float) -> None:
        over = total - 100
        if abs(over) <= _TOLERANCE:
            return
        mend = f"take {over:g} away" if over > 0 else f"give out {-over:g} more"
        raise forms.ValidationError(f"The weights add up to {total:g}, not 100: {mend}.")

    def to_points(self) -> dict[str, float]:
        return {question: self.cleaned_data[question] for question in self.titles}


def _points_field(title: str, *, required: bool) -> forms.FloatField:
    return forms.FloatField(
        label=title,
        min_value=0,
        max_value=100,
        required=required,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", "data-points": ""}),
        error_messages={
            "required": "Give it points, or 0 if it does not count.",
            "invalid": "Write a number from 0 to 100, such as 20 or 12.5.",
            "min_value": "Points cannot be negative: 0 means that it does not count.",
            "max_value": "There are only 100 points for all questions together.",
        },
    )


def _number(shown: object) -> float:
    try:
        number = float(str(shown))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRow:
    """A line of the list: the question, and whether it counts as much as the one above."""

    question: str
    title: str
    is_tied: bool


class RankingForm(WeighingForm):
    """The questions in their order of importance. ``order`` comes as often as there are lines;
    ``tied`` names the questions that count as much as the one above them. ``move`` is the button
    that was pressed: ``up:scale``."""

    method = WeightingMethod.RANKING
    order = forms.MultipleChoiceField(
        error_messages={"required": "The list did not arrive. Load the page again."}
    )
    tied = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("order", "tied"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells mypy
            field.choices = list(self.titles.items())
        if self.is_bound and (move := str(self.data.get(self.add_prefix("move"), ""))):
            self._move(*move.partition(":")[::2])

    @classmethod
    def initial_of(
        cls, weighting: Weighting, points: Mapping[str, float], questions: Sequence[str]
    ) -> Initial:
        groups = weighting.ranking or tuple((question,) for question in questions)
        return {
            "order": [question for group in groups for question in group],
            "tied": [question for group in groups for question in group[1:]],
        }

    @property
    def was_moved(self) -> bool:
        """Whether a button asks for another order and not yet to save it."""
        return bool(self.is_bound and self.data.get(self.add_prefix("move")))

    @property
    def rows(self) -> list[RankedRow]:
        """The lines as they stand now. What was left out comes last."""
        known = [q for q in dict.fromkeys(self["order"].value() or ()) if q in self.titles]
        shown = [*known, *(question for question in self.titles if question not in known)]
        tied = self["tied"].value() or ()
        return [
            RankedRow(question=q, title=self.titles[q], is_tied=place > 0 and q in tied)
            for place, q in enumerate(shown)
        ]

    def _move(self, way: str, question: str) -> None:
        order = [row.question for row in self.rows]
        if question not in order:
            return
        before = order.index(question)
        after = min(max(before + (-1 if way == "up" else 1), 0), len(order) - 1)
        order.insert(after, order.pop(before))
        # What is moved stands for itself, wherever it comes to.
        tied = [row.question for row in self.rows if row.is_tied and row.question != question]
        sent: Any = self.data
        data = sent.copy()
        data.setlist(self.add_prefix("order"), order)
        data.setlist(self.add_prefix("tied"), tied)
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "order" in cleaned and sorted(cleaned["order"]) != sorted(self.titles):
            message = "Each question must stand in the list once. Put it right and save again."
            self.add_error("order", message)
        elif "order" in cleaned:
            cleaned["order"] = self._groups()
        return cleaned

    def _groups(self) -> list[list[str]]:
        groups: list[list[str]] = []
        for row in self.rows:
            if row.is_tied:
                groups[-1].append(row.question)
            else:
                groups.append([row.question])
        return groups

    def to_weighting(self) -> Weighting:
        groups = tuple(tuple(group) for group in self.cleaned_data["order"])
        return Weighting(method=self.method, ranking=groups)

    def draft(self) -> Initial:
        rows = self.rows
        return {
            "version": self["version"].value(),
            "order": [row.question for row in rows],
            "tied": [row.question for row in rows if row.is_tied],
        }

    def show_stale(self, error: StaleRowError, stored: Mapping[str, object]) -> None:
        """As ``RevisionForm``; the other person's list is told as one line."""
        groups = getattr(error.stored, "ranking", [])
        typed = self.cleaned_data["order"]
        super().show_stale(error, {})
        if groups and groups != typed:
            told = "; ".join(" = ".join(self.titles[q] for q in group) for group in groups)
            self.add_error("order", f"{error.saved_by} saved here: {told}.")


class PairwiseForm(WeighingForm):
    """Each question against each other; what nobody judges may stay open as long as every
    question is linked to the others by some judgement."""

    method = WeightingMethod.PAIRWISE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for first, second in pairs(tuple(self.titles)):
            name = pair_name(first, second)
            self.fields[name] = forms.ChoiceField(
                label=f"{self.titles[first]} against {self.titles[second]}",
                required=False,
                choices=_choices(self.initial.get(name)),
                error_messages={"invalid_choice": "Choose one of the steps from 9 to 1/9."},
            )

    @classmethod
    def initial_of(
        cls, weighting: Weighting, points: Mapping[str, float], questions: Sequence[str]
    ) -> Initial:
        return {
            pair_name(*pair): _judged(weighting.pairwise, pair) for pair in pairs(tuple(questions))
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Per pair its field and the titles on either side of it."""
        return [
            {"field": self[pair_name(a, b)], "first": self.titles[a], "second": self.titles[b]}
            for a, b in pairs(tuple(self.titles))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for question in apart(self._judgements(), tuple(self.titles)):
            beside = next(name for name in self.fields if question in name.split("--"))
            message = (
                f"Nothing compares {self.titles[question]} with the others yet: judge at least "
                "one of its pairs."
            )
            self.add_error(beside, message)
        return cleaned

    def _judgements(self) -> dict[tuple[str, str], float]:
        stated = {pair: self.cleaned_data[pair_name(*pair)] for pair in pairs(tuple(self.titles))}
        return {pair: parse_ratio(value) for pair, value in stated.items() if value}

    def to_weighting(self) -> Weighting:
        return Weighting(method=self.method, pairwise=self._judgements())


def pair_name(first: str, second: str) -> str:
    """The name of a pair's field."""
    return f"{first}--{second}"


def _judged(judgements: Mapping[tuple[str, str], float], pair: tuple[str, str]) -> str:
    if pair in judgements:
        return str(written_ratio(judgements[pair]))
    turned = judgements.get(pair[::-1])
    return str(written_ratio(1 / turned)) if turned else ""


def _choices(stored: object) -> list[tuple[str, str]]:
    """Saaty's scale in words, and the stored ratio where a file stated another. A draft may hold
    anything: what is no ratio is not offered."""
    steps = [(str(written_ratio(step)), _in_words(step)) for step in reversed(SCALE)]
    if stored and str(stored) not in dict(steps) and _is_ratio(str(stored)):
        steps.append((str(stored), f"counts {stored} times as much as"))
    return [("", "not judged"), *steps]


def _is_ratio(text: str) -> bool:
    try:
        parse_ratio(text)
    except ValueError:
        return False
    return True


def _in_words(step: float) -> str:
    if step == 1:
        return "is as important as"
    degree = _DEGREES[round(max(step, 1 / step))]
    way = "more" if step > 1 else "less"
    return f"is {degree} {way} important than ({written_ratio(step)})"


FORMS: Mapping[WeightingMethod, type[WeighingForm]] = {
    form.method: form for form in (PointsForm, RankingForm, PairwiseForm)
}
"""The form of each method that a person weighs by."""
