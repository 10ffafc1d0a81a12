"""What an experiment says: one sentence, one table, one witness for the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workflows.definition.model import Definition, OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["experiment_json", "frame", "sentence", "witness"]

type Outcomes = Mapping[OrchestrationModel, ModelOutcome]

_NOTICEABLE_S = 0.05
"""Medians nearer than this are called the same."""

_ENDINGS = {
    CaseVerdict.INCONSISTENT: "end inconsistent",
    CaseVerdict.STUCK: "fall silent",
    CaseVerdict.DEAD_LETTERED: "are parked for somebody to look at",
    CaseVerdict.WAITING: "wait for a person",
}


def sentence(outcomes: Outcomes, definition: Definition) -> str:
    """What a person would say who looked at the figures: first which model goes wrong, then which
    one takes longer. Names counts, not shares, so that small runs do not sound like more."""
    ran = [outcome for outcome in outcomes.values() if outcome.cases]
    if not ran:
        return f"No case of {definition.name} has run yet."
    if len(ran) == 1:
        return f"Under {ran[0].model.value} {_account(ran[0])}{_median(ran[0])}."
    wrong = [outcome for outcome in ran if _wrong(outcome)]
    if not wrong:
        return f"{_nothing_wrong(ran)}; {_speeds(ran)}."
    if len(wrong) == 1:
        others = " and ".join(o.model.value for o in ran if o is not wrong[0])
        return (
            f"Only {wrong[0].model.value} goes wrong: {_bad_endings(wrong[0])}, "
            f"under {others} none; {_speeds(ran)}."
        )
    if len(wrong) < len(ran):
        sound = next(o for o in ran if not _wrong(o))
        rest = "; under ".join(f"{o.model.value} {_bad_endings(o)}" for o in wrong)
        return f"Only {sound.model.value} loses nothing; under {rest}; {_speeds(ran)}."
    return f"{_all_wrong(ran)}; {_speeds(ran)}."


def _wrong(outcome: ModelOutcome) -> int:
    return outcome.verdicts[CaseVerdict.INCONSISTENT] + outcome.verdicts[CaseVerdict.STUCK]


def _account(outcome: ModelOutcome) -> str:
    ended = [f"{outcome.finished:,} of {outcome.cases:,} cases finish"]
    ended += [
        f"{outcome.verdicts[v]:,} {how}" for v, how in _ENDINGS.items() if outcome.verdicts[v]
    ]
    return ", ".join(ended)


def _median(outcome: ModelOutcome) -> str:
    median = outcome.quantile(0.5)
    return "" if median is None else f", half of the finished ones within {_seconds(median)}"


def _bad_endings(outcome: ModelOutcome) -> str:
    bad = (CaseVerdict.INCONSISTENT, CaseVerdict.STUCK)
    parts = [f"{outcome.verdicts[v]:,} {_ENDINGS[v]}" for v in bad if outcome.verdicts[v]]
    first, *more = parts
    count, _, ending = first.partition(" ")
    return " and ".join([f"{count} of {outcome.cases:,} cases {ending}", *more])


def _nothing_wrong(ran: list[ModelOutcome]) -> str:
    if not any(outcome.finished for outcome in ran):
        return "No case finishes under any model, and none is lost"
    return "No model loses a case or ends one inconsistent"


def _all_wrong(ran: list[ModelOutcome]) -> str:
    worst = max(ran, key=_wrong)
    best = min(ran, key=_wrong)
    if _wrong(worst) == _wrong(best):
        return f"All models go wrong equally often: {_bad_endings(worst)} under {worst.model.value}"
    return (
        f"Every model goes wrong, {worst.model.value} most: {_bad_endings(worst)}; "
        f"{best.model.value} least: {_bad_endings(best)}"
    )


def _speeds(ran: list[ModelOutcome]) -> str:
    """Who is slower at the median, among those that finish cases at all."""
    medians = {o.model: m for o in ran if (m := o.quantile(0.5)) is not None}
    if len(medians) < 2:
        return "too few models finish cases to compare their speed"
    fast = min(medians, key=medians.__getitem__)
    slow = max(medians, key=medians.__getitem__)
    gap = medians[slow] - medians[fast]
    if gap < _NOTICEABLE_S:
        return f"the medians are the same within {_seconds(_NOTICEABLE_S)}"
    return f"{slow.value} is {_seconds(gap)} slower at the median than {fast.value}"


def _seconds(value: float) -> str:
    """A duration in the unit that a person would choose."""
    for unit, size in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if value >= 2 * size:
            return f"{value / size:.1f} {unit}"
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def witness(outcomes: Outcomes) -> OrchestrationModel | None:
    """The model that did best; None where nothing separates the first two.

    Fewest cases inconsistent or stuck win; on a tie fewest dead-lettered, then fewest waiting,
    then the lower 99th percentile of latency.
    """
    ran = [outcome for outcome in outcomes.values() if outcome.cases]
    ranked = sorted(ran, key=_rank)
    if not ranked or (len(ranked) > 1 and _rank(ranked[0]) == _rank(ranked[1])):
        return None
    return ranked[0].model


def _rank(outcome: ModelOutcome) -> tuple[float, ...]:
    p99 = outcome.quantile(0.99)
    return (
        _wrong(outcome) / outcome.cases,
        outcome.share(CaseVerdict.DEAD_LETTERED),
        outcome.share(CaseVerdict.WAITING),
        float("inf") if p99 is None else p99,
    )


def frame(experiment: Experiment) -> pd.DataFrame:
    """One row per model, indexed by its name. Columns: ``cases``; per verdict ``<verdict>`` (count)
    and ``<verdict>_share``; ``p50_s``, ``p95_s``, ``p99_s`` (NaN where no case finished);
    ``messages_per_case``, ``durable_writes_per_case``, ``retries_per_case``; ``compensations``;
    ``silent_s``."""
    rows = [_row(outcome) for outcome in experiment.outcomes.values()]
    index = pd.Index([model.value for model in experiment.outcomes], name="model")
    return pd.DataFrame(rows, index=index)


def _row(outcome: ModelOutcome) -> dict[str, float | int]:
    row: dict[str, float | int] = {"cases": outcome.cases}
    for verdict in CaseVerdict:
        row[verdict.value] = outcome.verdicts[verdict]
        row[f"{verdict.value}_share"] = outcome.share(verdict)
    for name, q in _QUANTILES.items():
        latency = outcome.quantile(q)
        row[f"{name}_s"] = float("nan") if latency is None else latency
    row["messages_per_case"] = outcome.per_case(outcome.messages)
    row["durable_writes_per_case"] = outcome.per_case(outcome.durable_writes)
    row["retries_per_case"] = outcome.per_case(outcome.retries)
    row["compensations"] = outcome.compensations
    row["silent_s"] = outcome.silent_s
    return row


_QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


def experiment_json(experiment: Experiment) -> dict[str, Any]:
    """The experiment as it stands in ``verdict.json``: shares, latencies in seconds (null where no
    case finished), messages and durable writes per case."""
    return {
        "seed": experiment.seed,
        "cases": experiment.cases,
        "models": {model.value: _model_json(o) for model, o in experiment.outcomes.items()},
    }


def _model_json(outcome: ModelOutcome) -> dict[str, Any]:
    return {
        **{verdict.value: outcome.share(verdict) for verdict in CaseVerdict},
        "latency_s": {name: outcome.quantile(q) for name, q in _QUANTILES.items()},
        "messages_per_case": outcome.per_case(outcome.messages),
        "durable_writes_per_case": outcome.per_case(outcome.durable_writes),
    }
