"""The printed charts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from reports.charts import latency_chart, lead_chart, score_chart, verdict_chart
from reports.drawing import MODEL_LOOKS
from tests.reports.builders import experiment, verdict
from workflows.definition.model import OrchestrationModel


def test_each_model_keeps_its_colour_and_its_own_marker() -> None:
    markers = {look.marker for look in MODEL_LOOKS.values()}

    assert MODEL_LOOKS[OrchestrationModel.CENTRALIZED] == ("#0072B2", "o")
    assert MODEL_LOOKS[OrchestrationModel.CHOREOGRAPHY] == ("#D55E00", "^")
    assert MODEL_LOOKS[OrchestrationModel.HYBRID] == ("#009E73", "s")
    assert len(markers) == 3


def test_the_lead_is_drawn_in_every_models_colour() -> None:
    svg = lead_chart(verdict())

    assert all(look.colour.lower() in svg for look in MODEL_LOOKS.values())


def test_the_same_figures_give_the_same_bytes() -> None:
    assert score_chart(verdict()) == score_chart(verdict())
    assert verdict_chart(experiment()) == verdict_chart(experiment())


def test_a_chart_carries_no_date() -> None:
    assert "<dc:date>" not in score_chart(verdict())


def test_other_scores_give_another_chart() -> None:
    questions = tuple(
        replace(q, points={model: added / 2 for model, added in q.points.items()})
        for q in verdict().questions
    )

    assert score_chart(verdict(questions=questions)) != score_chart(verdict())


def test_no_chart_uses_a_pattern_that_a_screen_reader_would_stumble_over() -> None:
    assert "<pattern" not in verdict_chart(experiment())


def test_times_are_drawn_without_an_sla() -> None:
    assert latency_chart(experiment(), sla=None).startswith("<?xml")


def test_a_model_without_a_finished_case_still_has_a_row() -> None:
    ran = experiment()
    model = OrchestrationModel.CENTRALIZED
    silent = replace(ran.outcomes[model], latency_ms=Counter())
    other = replace(ran, outcomes={**ran.outcomes, model: silent})

    assert latency_chart(other, sla=7.0) != latency_chart(ran, sla=7.0)


def test_times_far_apart_are_drawn_on_round_ticks() -> None:
    ran = experiment()
    model = OrchestrationModel.HYBRID
    slow = replace(ran.outcomes[model], latency_ms=Counter({500: 10, 86_400_000: 10}))

    assert latency_chart(replace(ran, outcomes={model: slow}), sla=None).startswith("<?xml")
