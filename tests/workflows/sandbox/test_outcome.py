"""Outcomes merge and travel without loss."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseSample, CaseVerdict, ModelOutcome

CENTRALIZED = OrchestrationModel.CENTRALIZED


def outcome(*latencies: int, stuck: int = 0, sample: int | None = None) -> ModelOutcome:
    samples = () if sample is None else (_sample(sample),)
    return ModelOutcome(
        model=CENTRALIZED,
        cases=len(latencies) + stuck,
        verdicts=Counter({CaseVerdict.COMPLETED: len(latencies), CaseVerdict.STUCK: stuck}),
        latency_ms=Counter(latencies),
        messages=3 * len(latencies),
        durable_writes=2,
        retries=1,
        compensations=4,
        silent_us=stuck * 1_500_000,
        injected=Counter({"message-lost": stuck}),
        samples=samples,
    )


def _sample(case: int) -> CaseSample:
    return CaseSample(case=case, verdict=CaseVerdict.STUCK, what="silent", because=("lost",))


def test_a_quantile_is_the_nearest_rank() -> None:
    ten = outcome(*range(100, 1_100, 100))

    assert [ten.quantile(q) for q in (0.0, 0.5, 0.51, 0.95, 1.0)] == [0.1, 0.5, 0.6, 1.0, 1.0]


def test_without_finished_cases_there_is_no_quantile() -> None:
    assert outcome(stuck=3).quantile(0.5) is None


def test_a_share_counts_all_cases() -> None:
    assert outcome(100, 200, 300, stuck=1).share(CaseVerdict.STUCK) == 0.25
    assert outcome().share(CaseVerdict.STUCK) == 0.0


def test_merging_adds_counts_and_keeps_quantiles_exact() -> None:
    both = outcome(100, 300, stuck=1).merge(outcome(200, 400))

    assert both == outcome(100, 300, 200, 400, stuck=1).merge(
        ModelOutcome(model=CENTRALIZED, durable_writes=2, retries=1, compensations=4)
    )
    assert both.quantile(0.5) == 0.2


def test_merging_does_not_depend_on_the_order() -> None:
    one, other = outcome(100, sample=9), outcome(200, sample=3)

    assert one.merge(other) == other.merge(one)


def test_merging_keeps_the_first_samples_in_the_order_of_cases() -> None:
    parts = [outcome(sample=case) for case in (9, 3, 7, 1, 8, 2, 6)]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.merge(part)

    assert [sample.case for sample in whole.samples] == [1, 2, 3, 6, 7]


def test_merging_two_models_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot merge centralized with hybrid"):
        outcome(1).merge(ModelOutcome(model=OrchestrationModel.HYBRID))


def test_json_loses_nothing() -> None:
    before = outcome(100, 100, 250, stuck=2, sample=4)

    assert ModelOutcome.from_json(json.loads(json.dumps(before.as_json()))) == before


def test_silent_time_is_told_in_seconds() -> None:
    assert outcome(stuck=2).silent_s == 3.0
