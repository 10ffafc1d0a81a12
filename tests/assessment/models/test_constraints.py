"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, models

from assessment.models import AnswerRow, ContextFacts, PlanTaskRow, SymptomMark, TeamRow
from projects.models import Project


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (AnswerRow(question="scale", value=6), "answer_is_1_to_5"),
        (AnswerRow(question="scale", value=3, low=4, high=5), "answer_lies_in_its_range"),
        (AnswerRow(question="scale", value=3, low=3, high=6), "answer_lies_in_its_range"),
        (AnswerRow(question="scale", value=3, low=3), "answer_lies_in_its_range"),
        (ContextFacts(debugging_share=1.5), "debugging_share_is_a_share"),
        (SymptomMark(symptom="s", perspective="business", severity=4), "severity_is_0_to_3"),
        (SymptomMark(symptom="s", perspective="moon", severity=1), "perspective_is_known"),
        (ContextFacts(cases_now=-1), "cases_are_not_negative"),
        (TeamRow(position=0, name=""), "team_has_a_name"),
        (PlanTaskRow(key="k", day=31, week=5), "day_is_1_to_30"),
        (PlanTaskRow(key="k", day=1, week=1, status="asleep"), "status_is_known"),
    ],
)
def test_impossible_rows_are_refused(project: Project, row: models.Model, constraint: str) -> None:
    row.project = project  # type: ignore[attr-defined]

    with pytest.raises(IntegrityError, match=constraint):
        row.save()
