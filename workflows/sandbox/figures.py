"""Everything an experiment measured, as data: for the command line's JSON and for other tools."""

from __future__ import annotations

from collections import Counter
from typing import Any

from workflows.engine.drivers.tally import TIMES
from workflows.sandbox.contrast import Contrast, contrasts
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome, quantile
from workflows.sandbox.statistics import CONFIDENCE, Interval, mean_of, share_interval

__all__ = ["QUANTILES", "differences", "experiment_figures"]

QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
"""The latencies that are told, by name."""


def experiment_figures(experiment: Experiment) -> dict[str, Any]:
    """Per model: endings with intervals, latencies of cases and steps, where the time went, what
    it took, how far resources were used, replications, samples; then the differences between
    models. Times are seconds, shares fractions, intervals hold with 95 % confidence."""
    return {
        "seed": experiment.seed,
        "cases": experiment.cases,
        "replications": experiment.replications,
        "confidence": CONFIDENCE,
        "models": {model.value: _model(one) for model, one in experiment.outcomes.items()},
        "differences": differences(experiment),
    }


def differences(experiment: Experiment) -> list[dict[str, Any]]:
    """Every two models: by how much larger the share of bad endings is under the first, and how
    many seconds longer a case takes there."""
    return [_difference(one) for one in contrasts(experiment.outcomes.values())]


def _difference(found: Contrast) -> dict[str, Any]:
    return {
        "here": found.here.value,
        "there": found.there.value,
        "bad_endings": _interval(found.badly) | {"significant": found.badly.is_significant},
        "longer_s": found.longer_s
        and _interval(found.longer_s) | {"significant": found.longer_s.is_significant},
    }


def _model(outcome: ModelOutcome) -> dict[str, Any]:
    return {
        "cases": outcome.cases,
        **{verdict.value: outcome.share(verdict) for verdict in CaseVerdict},
        "endings": {verdict.value: _ending(outcome, verdict) for verdict in CaseVerdict},
        "latency_s": _latencies(outcome.latency_ms),
        "compensated_latency_s": _latencies(outcome.compensated_ms),
        "step_latency_s": {step: _latencies(ms) for step, ms in outcome.step_ms.items()},
        "time_per_case_s": {name: outcome.per_case(outcome.time_us[name]) / 1e6 for name in TIMES},
        "finished_per_hour": _per_hour(outcome),
        "messages_per_case": outcome.per_case(outcome.messages),
        "durable_writes_per_case": outcome.per_case(outcome.durable_writes),
        "retries": outcome.retries,
        "compensations": outcome.compensations,
        "dead_letters": outcome.dead_letters,
        "late_answers": outcome.late_answers,
        "silent_s": outcome.silent_s,
        "detected": outcome.detected,
        "recoveries": outcome.recoveries,
        "recovery_s": outcome.recovery_us / 1e6,
        "utilisation": {name: outcome.utilisation(name) for name in sorted(outcome.busy_us)},
        "injected": dict(sorted(outcome.injected.items())),
        "over_replications": _over_replications(outcome),
        "samples": [
            {
                "case": sample.case,
                "verdict": sample.verdict.value,
                "what": sample.what,
                "because": list(sample.because),
            }
            for sample in outcome.samples
        ],
    }


def _ending(outcome: ModelOutcome, verdict: CaseVerdict) -> dict[str, Any]:
    count = outcome.verdicts[verdict]
    return {"cases": count} | _interval(share_interval(count, outcome.cases))


def _latencies(latency_ms: Counter[int]) -> dict[str, float | None]:
    return {name: quantile(latency_ms, q) for name, q in QUANTILES.items()}


def _per_hour(outcome: ModelOutcome) -> float | None:
    return outcome.finished / outcome.span_us * 3.6e9 if outcome.span_us else None


def _over_replications(outcome: ModelOutcome) -> dict[str, Any] | None:
    """The mean latency and the share of bad endings, from one figure a replication."""
    ran = [one for one in outcome.replications.values() if one.cases]
    latency = mean_of([one.latency_us / one.finished / 1e6 for one in ran if one.finished])
    badly = mean_of([one.badly / one.cases for one in ran])
    if badly is None:
        return None
    return {
        "mean_latency_s": latency and _interval(latency),
        "bad_endings": _interval(badly),
    }


def _interval(found: Interval) -> dict[str, Any]:
    return {"estimate": found.estimate, "low": found.low, "high": found.high}
