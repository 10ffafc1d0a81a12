"""workflows/charts.py"""

from __future__ import annotations

from collections import Counter
from typing import Any

from workflows.charts import MODEL_COLOURS, MODEL_SYMBOLS, latency_figure
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment, ModelOutcome


def _result(**latencies_ms: int) -> Experiment:
    outcomes = {
        OrchestrationModel(name): ModelOutcome(
            model=OrchestrationModel(name),
            cases=10,
            latency_ms=Counter({ms: 10} if ms else {}),
        )
        for name, ms in latencies_ms.items()
    }
    return Experiment(seed=7, cases=10, outcomes=outcomes, sentence="")


def _figure(result: Experiment, sla: float | None = None) -> dict[str, Any]:
    figure = latency_figure(result, sla)
    assert figure is not None
    return figure


def test_each_model_is_a_line_of_three_dots_in_its_colour_and_shape() -> None:
    (trace,) = _figure(_result(hybrid=1_500))["data"]

    assert trace["x"] == [1.5, 1.5, 1.5]
    assert trace["marker"]["color"] == MODEL_COLOURS[OrchestrationModel.HYBRID] == "#009E73"
    assert trace["marker"]["symbol"] == MODEL_SYMBOLS[OrchestrationModel.HYBRID] == "square"


def test_long_times_are_shown_in_hours() -> None:
    figure = _figure(_result(centralized=3 * 3_600_000))

    assert figure["data"][0]["x"][0] == 3
    assert figure["layout"]["xaxis"]["ticksuffix"] == " h"


def test_a_model_that_finished_nothing_is_left_out() -> None:
    figure = _figure(_result(centralized=1_000, choreography=0))

    assert [trace["y"][0] for trace in figure["data"]] == ["Centralized"]


def test_where_nothing_finished_there_is_no_chart() -> None:
    assert latency_figure(_result(centralized=0), None) is None


def test_the_sla_is_a_dashed_line() -> None:
    figure = _figure(_result(centralized=6_000), sla=7.0)

    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["line"]["dash"]) == (7, "dash")


def test_an_sla_far_away_does_not_squeeze_the_dots() -> None:
    assert "shapes" not in _figure(_result(centralized=6_000), sla=86_400.0)["layout"]
