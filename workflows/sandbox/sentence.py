"""The experiment in one sentence: what a person would say who looked at the figures.

First which model goes wrong, then which one takes longer. Counts are named, not shares, so that
small runs do not sound like more, and no difference is claimed that chance may have made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.definition.model import Definition, OrchestrationModel
from workflows.sandbox.contrast import Contrast, contrast, contrasts
from workflows.sandbox.outcome import CaseVerdict, ModelOutcome
from workflows.sandbox.pairing import BAD_ENDINGS

__all__ = ["sentence"]

type Outcomes = Mapping[OrchestrationModel, ModelOutcome]

_NOTICEABLE_S = 0.05
_NOTICEABLE_SHARE = 0.01
"""Average times nearer than this, in seconds or as a share of what half of the cases take, are
called the same."""

_ENDINGS = {
    CaseVerdict.INCONSISTENT: "end inconsistent",
    CaseVerdict.STUCK: "fall silent",
    CaseVerdict.DEAD_LETTERED: "are parked for somebody to look at",
    CaseVerdict.WAITING: "wait for a person",
}


def sentence(outcomes: Outcomes, definition: Definition) -> str:
    """One sentence on all models that ran."""
    ran = [outcome for outcome in outcomes.values() if outcome.cases]
    if not ran:
        return f"No case of {definition.name} has run yet."
    if len(ran) == 1:
        return f"Under {ran[0].model.value} {_account(ran[0])}{_median(ran[0])}."
    return f"{_endings(ran)}; {_speeds(ran)}."


def _account(outcome: ModelOutcome) -> str:
    ended = [f"{outcome.finished:,} of {outcome.cases:,} cases finish"]
    ended += [
        f"{outcome.verdicts[v]:,} {how}" for v, how in _ENDINGS.items() if outcome.verdicts[v]
    ]
    return ", ".join(ended)


def _median(outcome: ModelOutcome) -> str:
    median = outcome.quantile(0.5)
    return "" if median is None else f", half of the finished ones within {_seconds(median)}"


def _endings(ran: list[ModelOutcome]) -> str:
    wrong = [outcome for outcome in ran if outcome.badly]
    if not wrong:
        return _nothing_wrong(ran)
    if len(wrong) == len(ran):
        return _all_wrong(ran)
    sound = [outcome for outcome in ran if not outcome.badly]
    return _one_wrong(wrong[0], sound) if len(wrong) == 1 else _some_wrong(wrong, sound)


def _nothing_wrong(ran: list[ModelOutcome]) -> str:
    if not any(outcome.finished for outcome in ran):
        return "No case finishes under any model, and none is lost"
    return "No model loses a case or ends one inconsistent"


def _one_wrong(wrong: ModelOutcome, sound: list[ModelOutcome]) -> str:
    others = _listed(sound)
    if not _alike(wrong, sound):
        model = wrong.model.value
        return f"Only {model} goes wrong: {_bad_endings(wrong)}, under {others} none"
    return (
        f"{_bad_endings(wrong)} under {wrong.model.value} and none under {others}, "
        "too few to be a significant difference"
    )


def _some_wrong(wrong: list[ModelOutcome], sound: list[ModelOutcome]) -> str:
    rest = "; under ".join(f"{o.model.value} {_bad_endings(o)}" for o in wrong)
    alike = [outcome for outcome in wrong if _alike(outcome, sound)]
    only = "" if alike else "Only "
    lost = f"{only}{_listed(sound)} loses nothing; under {rest}"
    doubt = f"; the difference to {_listed(alike)} is not significant" if alike else ""
    return f"{lost[0].upper()}{lost[1:]}{doubt}"


def _all_wrong(ran: list[ModelOutcome]) -> str:
    worst = max(ran, key=lambda outcome: outcome.badly)
    best = min(ran, key=lambda outcome: outcome.badly)
    if worst.badly == best.badly:
        return f"All models go wrong equally often: {_bad_endings(worst)} under {worst.model.value}"
    if _alike(worst, [best]):
        return (
            f"Every model goes wrong: {_bad_endings(worst)} under {worst.model.value}, "
            f"{_bad_endings(best)} under {best.model.value}, which is no significant difference"
        )
    return (
        f"Every model goes wrong, {worst.model.value} most: {_bad_endings(worst)}; "
        f"{best.model.value} least: {_bad_endings(best)}"
    )


def _alike(outcome: ModelOutcome, others: list[ModelOutcome]) -> bool:
    """Whether the difference to one of the others may be chance."""
    return not all(contrast(outcome, other).badly.is_significant for other in others)


def _bad_endings(outcome: ModelOutcome) -> str:
    parts = [f"{outcome.verdicts[v]:,} {_ENDINGS[v]}" for v in BAD_ENDINGS if outcome.verdicts[v]]
    first, *more = parts
    count, _, ending = first.partition(" ")
    return " and ".join([f"{count} of {outcome.cases:,} cases {ending}", *more])


def _speeds(ran: list[ModelOutcome]) -> str:
    """Who takes longer on average, among the models that finish cases at all."""
    found = [one for one in contrasts(ran) if one.longer_s is not None]
    if not found:
        return "too few cases finish to compare the speed of models"
    widest = max(found, key=_gap)
    if _gap(widest) < _NOTICEABLE_S:
        return f"on average they take the same time within {_seconds(_NOTICEABLE_S)}"
    if _gap(widest) < _NOTICEABLE_SHARE * _usual(ran):
        return "on average they take the same time within 1 %"
    if widest.longer_s is None or not widest.longer_s.is_significant:
        return "no difference in speed is significant"
    slow = widest.here if widest.longer_s.estimate > 0 else widest.there
    fast = widest.there if slow is widest.here else widest.here
    gap = _seconds(_gap(widest))
    return f"a case takes {gap} longer on average under {slow.value} than under {fast.value}"


def _usual(ran: list[ModelOutcome]) -> float:
    """What half of the cases of the fastest model take, in seconds."""
    return min(m for outcome in ran if (m := outcome.quantile(0.5)) is not None)


def _gap(found: Contrast) -> float:
    return abs(found.longer_s.estimate) if found.longer_s else 0.0


def _listed(outcomes: Iterable[ModelOutcome]) -> str:
    return " and ".join(outcome.model.value for outcome in outcomes)


def _seconds(value: float) -> str:
    """A duration in the unit that a person would choose."""
    for unit, size in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if value >= 2 * size:
            return f"{value / size:.1f} {unit}"
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"
