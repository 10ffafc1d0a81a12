"""Stale answers of a project."""

from __future__ import annotations

from assessment.decision.assessment import Answer, SeenFacts
from assessment.decision.evidence.staleness import seen_facts
from assessment.selectors.answers import stale_answers
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.services.decide import answer_save
from projects.models import Project, User


def judged(project: Project) -> Judged:
    found = verdict_of(project)
    assert found
    return found


def test_what_was_answered_on_todays_facts_is_not_stale(mapped: Project, owner: User) -> None:
    suggestion = judged(mapped).verdict.questions[0].suggestion
    answer = Answer(question=suggestion.question, value=3, seen=seen_facts(suggestion))
    answer_save(project=mapped, by=owner, answer=answer, title="Consistency", expected=0)

    assert stale_answers(judged(mapped)) == {}


def test_what_was_answered_on_other_facts_is_stale(mapped: Project, owner: User) -> None:
    seen = SeenFacts(suggested=5, facts={})
    answer = Answer(question="scale", value=3, seen=seen)
    answer_save(project=mapped, by=owner, answer=answer, title="Scale", expected=0)

    assert list(stale_answers(judged(mapped))) == ["scale"]
