"""What an experiment says to the decision: one witness, one table, one block of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["experiment_json", "frame", "witness"]

type Outcomes = Mapping[OrchestrationModel, ModelOutcome]


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
        outcome.badly / outcome.cases,
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
