"""Decide: the answer to a question, how sure the team is, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from assessment.decision.assessment import Answer
from assessment.decision.evidence.staleness import seen_facts, seen_token
from assessment.decision.verdict import Suggestion
from assessment.forms.revision import RevisionForm

__all__ = ["AnswerForm", "ConfirmForm"]

_STEPS = {"exact": 0, "one": 1, "two": 2}
_SURE = (
    ("exact", "Sure: it is this answer"),
    ("one", "Fairly sure: one step either way"),
    ("two", "A guess: two steps either way"),
    ("own", "Somewhere from … to …"),
)
_ANSWERS = [(value, str(value)) for value in range(1, 6)]


class AnswerForm(RevisionForm):
    """One question. ``meanings`` spells out the values 1 to 5, in this order. ``facts`` is the
    token of what the page showed: an answer to other facts has to be given once more."""

    facts = forms.CharField(required=False, widget=forms.HiddenInput)
    value = forms.TypedChoiceField(
        label="Your answer",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five answers."},
    )
    sure = forms.ChoiceField(
        label="How sure are you?",
        choices=_SURE,
        required=False,
        widget=forms.RadioSelect,
        help_text="The verdict is tried over this range.",
    )
    low = forms.TypedChoiceField(
        label="from", choices=_ANSWERS, coerce=int, required=False, empty_value=None
    )
    high = forms.TypedChoiceField(
        label="to", choices=_ANSWERS, coerce=int, required=False, empty_value=None
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, suggestion: Suggestion, meanings: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        field = self.fields["value"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells mypy what it is
        field.choices = list(enumerate(meanings, start=1))
        self.fields["reason"].help_text = (
            f"The facts suggest {_range_words(suggestion)}: any other answer needs a reason. "
            "The report prints it."
        )

    @staticmethod
    def initial_of(answer: Answer | None, version: int, suggestion: Suggestion) -> dict[str, Any]:
        """What the form shows of a stored answer, or of the suggestion where there is none."""
        value = answer.value if answer else suggestion.value
        sure = _sureness(answer)
        near = _around(value, 1)
        return {
            "version": version,
            "facts": seen_token(suggestion),
            "value": value,
            "sure": sure,
            "low": answer.low if answer and answer.low else near[0],
            "high": answer.high if answer and answer.high else near[1],
            "reason": answer.reason if answer else "",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = cleaned.get("value")
        if value and not cleaned.get("reason") and self._is_outside(value):
            message = (
                f"You answer {value}; the facts suggest {_range_words(self.suggestion)}. "
                "Say in a sentence what they do not show."
            )
            self.add_error("reason", message)
        if value and cleaned.get("sure") == "own":
            self._check_range(value, cleaned.get("low"), cleaned.get("high"))
        self._check_facts(cleaned.get("facts", ""))
        return cleaned

    def _is_outside(self, value: int) -> bool:
        return not self.suggestion.low <= value <= self.suggestion.high

    def _check_range(self, value: int, low: int | None, high: int | None) -> None:
        if low is None or high is None:
            self.add_error("sure", "Choose both ends of the range.")
        elif not low <= value <= high:
            message = f"From {low} to {high} does not hold your answer {value}: widen the range."
            self.add_error("sure", message)

    def _check_facts(self, shown: str) -> None:
        now = seen_token(self.suggestion)
        if shown in ("", now):
            return
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("facts")] = now
        self.data = data
        raise forms.ValidationError(
            "The facts behind this question changed while you had the page open. They stand beside "
            "it as they are now: save once more if your answer still holds."
        )

    def to_answer(self) -> Answer:
        """What was answered, with the facts as they stand; call it on a valid form."""
        cleaned = self.cleaned_data
        low, high = self._range()
        return Answer(
            question=self.suggestion.question,
            value=cleaned["value"],
            reason=cleaned["reason"],
            low=low,
            high=high,
            seen=seen_facts(self.suggestion),
        )

    def _range(self) -> tuple[int, int] | tuple[None, None]:
        """The range; None and None for the default, one step either way."""
        cleaned = self.cleaned_data
        sure = cleaned["sure"] or "one"
        if sure == "one":
            return None, None
        if sure == "own":
            return cleaned["low"], cleaned["high"]
        return _around(cleaned["value"], _STEPS[sure])


class ConfirmForm(RevisionForm):
    """Let a stale answer stand, knowing what has changed; ``facts`` is the token of what was
    shown."""

    facts = forms.CharField(widget=forms.HiddenInput)


def _sureness(answer: Answer | None) -> str:
    if answer is None or answer.low is None or answer.high is None:
        return "one"
    stated = (answer.low, answer.high)
    known = (sure for sure, steps in _STEPS.items() if _around(answer.value, steps) == stated)
    return next(known, "own")


def _around(value: int, steps: int) -> tuple[int, int]:
    return max(1, value - steps), min(5, value + steps)


def _range_words(suggestion: Suggestion) -> str:
    if suggestion.low == suggestion.high:
        return f"{suggestion.value}"
    return f"from {suggestion.low} to {suggestion.high}"
