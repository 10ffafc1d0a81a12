"""The answers beside the facts they were given on: which of them are stale, and why."""

from __future__ import annotations

from assessment.decision.evidence.staleness import Staleness, staleness
from assessment.selectors.verdicts import Judged

__all__ = ["stale_answers"]


def stale_answers(judged: Judged) -> dict[str, Staleness]:
    """What has changed behind each stale answer, by question id, in the order of the questions.
    No queries."""
    found = (
        staleness(judged.assessment.answers.get(asked.question), asked.suggestion)
        for asked in judged.verdict.questions
    )
    return {one.question: one for one in found if one}
