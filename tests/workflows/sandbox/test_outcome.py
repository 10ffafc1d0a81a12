"""Outcomes merge and travel without loss."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseSample, CaseVerdict, ModelOutcome, latency_bin
from workflows.sandbox.pairing import Paired, Replication

CENTRALIZED = OrchestrationModel.CENTRALIZED


def outcome(*latencies: int, stuck: int = 0, sample: int | None = None) -> ModelOutcome:
    samples = () if sample is None else (_sample(sample),)
    return ModelOutcome(
        model=CENTRALIZED,
        cases=len(latencies) + stuck,
        verdicts=Counter({CaseVerdict.COMPLETED: len(latencies), CaseVerdict.STUCK: stuck}),
        latency_ms=Counter(latencies),
        step_ms={"pay": Counter(latencies)} if latencies else {},
        time_us=Counter({"working": sum(latencies)}),
        messages=3 * len(latencies),
        durable_writes=2,
        retries=1,
        compensations=4,
        silent_us=stuck * 1_500_000,
        span_us=10,
        busy_us=Counter({"bank": 3}),
        capacity_us=Counter({"bank": 10}),
        injected=Counter({"message-lost": stuck}),
        replications={7: Replication(cases=len(latencies), latency_us=sum(latencies))},
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

    assert (both.cases, both.messages, both.durable_writes, both.retries) == (5, 12, 4, 2)
    assert both.quantile(0.5) == 0.2
    assert both.step_ms == {"pay": Counter([100, 200, 300, 400])}
    assert both.replications == {7: Replication(cases=4, latency_us=1_000)}


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


def test_json_written_before_a_measure_was_known_can_be_read() -> None:
    old = {"model": "centralized", "cases": 3, "latency_ms": [[5, 3]], "samples": []}

    assert ModelOutcome.from_json(old) == ModelOutcome(
        model=CENTRALIZED, cases=3, latency_ms=Counter({5: 3})
    )


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_bins_keep_four_digits_and_the_order(one: int, other: int) -> None:
    assert latency_bin(one) <= one
    assert one - latency_bin(one) <= one / 1_000
    assert (one <= other) <= (latency_bin(one) <= latency_bin(other))


@pytest.mark.parametrize(("ms", "kept"), [(9_999, 9_999), (12_345, 12_340), (3_599_999, 3_599_000)])
def test_short_latencies_are_kept_to_the_millisecond(ms: int, kept: int) -> None:
    assert latency_bin(ms) == kept


def test_a_resource_is_used_for_a_share_of_its_time() -> None:
    assert outcome(100).merge(outcome(200)).utilisation("bank") == 0.3
    assert outcome(100).utilisation("shop") == 0.0


def test_a_model_that_was_not_compared_has_no_pairs() -> None:
    assert outcome(100).against(OrchestrationModel.HYBRID) is None


def test_pairs_add_up_over_replications() -> None:
    one = Replication(against={OrchestrationModel.HYBRID: Paired(finished=1, longer_us=5)})
    both = ModelOutcome(model=CENTRALIZED, replications={1: one, 2: one})

    assert both.against(OrchestrationModel.HYBRID) == Paired(finished=2, longer_us=10)


def test_silent_time_is_told_in_seconds() -> None:
    assert outcome(stuck=2).silent_s == 3.0
