"""The figures of the costs."""

from __future__ import annotations

import json

from assessment.cost_charts import cost_kinds_figure, cost_range_figure
from assessment.decision.costs.formula import KINDS
from tests.assessment.decision.costs.cases import plain
from workflows.charts import MODEL_COLOURS, MODEL_SYMBOLS


def test_each_model_is_a_line_in_its_colour_with_its_mark() -> None:
    lines = cost_range_figure(plain())["data"]

    for line, one in zip(lines, plain().models, strict=True):
        assert line["x"] == [round(value) for value in one.total.values]
        assert line["line"]["color"] == MODEL_COLOURS[one.model]
        assert line["marker"]["symbol"] == MODEL_SYMBOLS[one.model]


def test_each_kind_is_a_group_of_bars_with_whiskers() -> None:
    bars = cost_kinds_figure(plain())["data"]

    assert {len(bar["x"]) for bar in bars} == {len(KINDS)}
    assert all(min(bar["error_x"]["array"]) >= 0 for bar in bars)


def test_only_lines_points_and_bars_are_drawn() -> None:
    figures = [cost_range_figure(plain()), cost_kinds_figure(plain())]

    kinds = {trace["type"] for figure in figures for trace in figure["data"]}
    assert kinds == {"scatter", "bar"}
    assert json.dumps(figures)
