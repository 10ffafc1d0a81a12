"""What each method would come to."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.selectors.weight_comparison import method_lines
from assessment.services.weights import weights_save
from projects.models import Project, User

QUESTIONS = load_knowledge().question_ids
ORDER = Weighting(method=WeightingMethod.RANKING, ranking=(QUESTIONS[:1], QUESTIONS[1:]))


def judged(project: Project) -> Judged:
    found = verdict_of(project)
    assert found is not None
    return found


def test_only_even_weights_stand_there_until_somebody_weighs(mapped: Project) -> None:
    (line,) = method_lines(mapped, judged(mapped))

    assert line.counts
    assert line.sure.concentration == len(QUESTIONS)
    assert line.outcome.weights == pytest.approx(dict.fromkeys(QUESTIONS, 20))


def test_the_line_that_counts_has_the_verdicts_figures(mapped: Project, owner: User) -> None:
    weights_save(project=mapped, by=owner, points={QUESTIONS[0]: 100}, expected=0)
    weights_save(project=mapped, by=owner, points={}, weighting=ORDER, expected=1)

    lines = method_lines(mapped, judged(mapped))

    assert [line.label for line in lines] == ["All alike", "100 points", "Order"]
    (counting,) = [line for line in lines if line.counts]
    assert counting.outcome.scores == pytest.approx(dict(judged(mapped).verdict.scores))
