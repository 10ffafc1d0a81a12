"""Two models against each other, from pairs where there are pairs."""

from __future__ import annotations

from collections.abc import Sequence

from tests.workflows.sandbox.outcomes import outcome, ran
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.contrast import contrast, contrasts
from workflows.sandbox.outcome import ModelOutcome

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def two(
    here: Sequence[float | None], there: Sequence[float | None], seed: int = 7
) -> list[ModelOutcome]:
    found = ran({CENTRALIZED: here, CHOREOGRAPHY: there}, seed=seed)
    return [found[CENTRALIZED], found[CHOREOGRAPHY]]


def test_cases_that_differ_widely_still_show_a_small_difference_when_paired() -> None:
    here, there = two([10.1, 500.1, 3.1, 90.2], [10.0, 500.0, 3.0, 90.0])

    found = contrast(here, there)
    assert found.longer_s is not None
    assert found.longer_s.is_significant
    assert round(found.longer_s.estimate, 3) == 0.125


def test_the_same_outcomes_do_not_differ() -> None:
    here, there = two([1.0, 2.0, 3.0, None], [1.0, 2.0, 3.0, None])

    found = contrast(here, there)
    assert found.badly.estimate == 0.0
    assert not found.badly.is_significant


def test_cases_that_end_badly_under_both_models_tell_nothing_apart() -> None:
    here, there = two([None] * 50 + [1.0] * 50, [None] * 49 + [1.0] * 51)

    found = contrast(here, there)
    assert found.badly.estimate == 0.01
    assert not found.badly.is_significant


def test_several_replications_count_as_one_figure_each() -> None:
    first = two([1.0, 2.0], [0.9, 1.9], seed=7)
    second = two([1.0, 2.0], [0.8, 1.8], seed=8)
    merged = [one.merge(other) for one, other in zip(first, second, strict=True)]

    found = contrast(*merged)
    assert found.longer_s is not None
    assert round(found.longer_s.estimate, 3) == 0.15
    assert not found.longer_s.is_significant


def test_outcomes_without_pairs_are_compared_by_their_totals() -> None:
    found = contrast(outcome(CENTRALIZED, stuck=20, median=900), outcome(HYBRID))

    assert found.badly.is_significant
    assert found.longer_s is not None
    assert round(found.longer_s.estimate, 3) == 0.4


def test_every_two_models_are_compared_once() -> None:
    found = contrasts(outcome(model) for model in OrchestrationModel)

    assert [(one.here, one.there) for one in found] == [
        (CENTRALIZED, CHOREOGRAPHY),
        (CENTRALIZED, HYBRID),
        (CHOREOGRAPHY, HYBRID),
    ]
