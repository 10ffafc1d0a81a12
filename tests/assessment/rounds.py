"""Rounds to play with: opened, answered, closed, through the services."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from assessment.decision.assessment import Answer, Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import BallotRow, Round
from assessment.services.rounds import Timing, ballot_submit, round_open
from projects.models import Project, User

__all__ = ["EVEN", "QUESTIONS", "answered", "answers", "end", "opened"]

QUESTIONS = load_knowledge().question_ids
FORM = "form-1"
EVEN = dict.fromkeys(QUESTIONS, 20.0)


def opened(
    project: Project,
    by: User,
    *people: User,
    method: WeightingMethod = WeightingMethod.POINTS,
    token: str = FORM,
    timing: Timing | None = None,
    follows: Round | None = None,
) -> Round:
    """A round in which these people are asked."""
    return round_open(
        project=project,
        by=by,
        method=method,
        people=people,
        token=token,
        timing=timing or Timing(),
        follows=follows,
    )


def answers(value: int, reason: str = "Seen it") -> dict[str, Answer]:
    """The same answer to every question."""
    return {q: Answer(question=q, value=value, reason=reason) for q in QUESTIONS}


def answered(
    round: Round,
    by: User,
    value: int,
    points: dict[str, float] | None = None,
    weighting: Weighting | None = None,
    expected: int = 0,
) -> BallotRow:
    """A ballot with the same answer to every question."""
    return ballot_submit(
        round=round,
        by=by,
        answers=answers(value),
        weighting=weighting or Weighting(),
        points=points or EVEN,
        expected=expected,
    )


def end(round: Round) -> Round:
    """The round, its closing time just past, without anybody's click."""
    round.closes_at = timezone.now() - dt.timedelta(seconds=1)
    round.save(update_fields=["closes_at"])
    return round
