"""The scorecard's figure."""

import pytest

from assessment.charts import points_frame, scorecard_figure
from assessment.decision.verdict import Verdict
from assessment.selectors.verdicts import verdict_of
from projects.models import Project


@pytest.fixture
def verdict(mapped: Project) -> Verdict:
    """The verdict on the map of two steps."""
    judged = verdict_of(mapped)
    assert judged is not None
    return judged.verdict


def test_the_frame_has_a_row_a_model_in_ranking_order(verdict: Verdict) -> None:
    frame = points_frame(verdict)

    assert list(frame.index) == [model.value for model in verdict.scores]
    assert list(frame.sum(axis="columns")) == pytest.approx(list(verdict.scores.values()))


def test_each_question_is_a_segment_and_the_scores_stand_at_the_end(verdict: Verdict) -> None:
    *segments, scores = scorecard_figure(verdict)["data"]

    assert [bar["name"] for bar in segments] == [q.title for q in verdict.questions]
    assert scores["x"] == [round(score, 2) for score in verdict.scores.values()]


def test_each_bar_keeps_the_colour_of_its_model(verdict: Verdict) -> None:
    second = scorecard_figure(verdict)["data"][1]

    colours = dict(zip(second["y"], second["marker"]["color"], strict=True))
    assert colours["Centralized"] == "#0072b2"
    assert colours["Choreography"] == "#d55e00"
    assert colours["Hybrid"] == "#009e73"
