"""What an experiment says to the decision: one witness, one table, one block of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.contrast import contrast
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome
from workflows.sandbox.statistics import Interval, share_interval

__all__ = ["experiment_json", "frame", "witness"]

type Outcomes = Mapping[OrchestrationModel, ModelOutcome]


def witness(
    outcomes: Outcomes, *, noticeable: float = 0.0, sla: float | None = None
) -> OrchestrationModel | None:
    """The model that did better than each other one; None where chance may have made the
    difference to one of them.

    Fewer cases inconsistent or stuck are better; where those are not significantly different, fewer
    dead-lettered, then fewer waiting; then a shorter mean latency of the same cases, if the
    difference exceeds ``noticeable`` of what half of the slower model's cases take, and the slower
    model does not keep the ``sla`` (seconds): where it does, being faster gains nothing.
    """
    ran = [outcome for outcome in outcomes.values() if outcome.cases]
    best = (
        one.model
        for one in ran
        if len(ran) > 1
        and all(_is_better(one, other, noticeable, sla) for other in ran if other != one)
    )
    return next(best, None)


def _is_better(
    one: ModelOutcome, other: ModelOutcome, noticeable: float, sla: float | None
) -> bool:
    found = contrast(one, other)
    if found.badly.is_significant:
        return found.badly.estimate < 0
    for ending in (CaseVerdict.DEAD_LETTERED, CaseVerdict.WAITING):
        ours, theirs = (share_interval(o.verdicts[ending], o.cases) for o in (one, other))
        if ours.high < theirs.low or theirs.high < ours.low:
            return ours.estimate < theirs.estimate
    if sla is not None and (other.quantile(0.99) or 0.0) <= sla:
        return False
    return _is_faster(found.longer_s, other.quantile(0.5), noticeable)


def _is_faster(longer: Interval | None, usual: float | None, noticeable: float) -> bool:
    if longer is None or usual is None or not longer.is_significant:
        return False
    return longer.estimate < -noticeable * usual


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
