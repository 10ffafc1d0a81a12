"""Answers against the facts behind them, and facts that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.evidence.staleness import staleness
from assessment.decision.findings.rules import Hit, Judged, Predicate
from assessment.decision.findings.words import step_names
from assessment.decision.phrases import count, quoted
from assessment.decision.verdict_parts import AnsweredQuestion

__all__ = ["PREDICATES"]


def answer_without_reason(judged: Judged) -> Iterator[Hit]:
    """An answer outside the suggested range, and nobody says why."""
    for asked in judged.questions:
        if _is_outside(asked) and not asked.reason.strip():
            yield Hit(where=f"answers.{asked.question}", words=_words(asked))


def answer_against_facts(judged: Judged) -> Iterator[Hit]:
    """An answer outside the suggested range, with a reason."""
    for asked in judged.questions:
        if _is_outside(asked) and asked.reason.strip():
            yield Hit(where=f"answers.{asked.question}", words=_words(asked))


def answer_stale(judged: Judged) -> Iterator[Hit]:
    """The facts behind an answer have changed since it was given."""
    for asked in judged.questions:
        stale = staleness(judged.assessment.answers.get(asked.question), asked.suggestion)
        if stale:
            words = {"title": asked.title, "difference": stale.sentence}
            yield Hit(where=f"answers.{asked.question}", words=words, mild=not stale.moved)


def requirements_assumed(judged: Judged) -> Iterator[Hit]:
    """Steps whose consistency or effect is a default that nobody has confirmed."""
    steps = judged.assessment.definition.forward_steps
    assumed = [
        step
        for step in steps
        if step.requirements and {"consistency", "effect"} & step.requirements.assumed
    ]
    if assumed:
        words = {
            "some": len(assumed),
            "all": count(len(steps), "step"),
            "steps": step_names(assumed),
        }
        yield Hit(where="matrix.consistency", words=words, mild=len(assumed) * 2 <= len(steps))


def _is_outside(asked: AnsweredQuestion) -> bool:
    suggestion = asked.suggestion
    return asked.stated and not suggestion.low <= asked.answer <= suggestion.high


def _words(asked: AnsweredQuestion) -> dict[str, object]:
    low, high = asked.suggestion.low, asked.suggestion.high
    suggested = f"{low}" if low == high else f"from {low} to {high}"
    return {
        "title": asked.title,
        "answer": asked.answer,
        "suggested": suggested,
        "reason": quoted(asked.reason.strip()),
    }


PREDICATES: Mapping[str, Predicate] = {
    "answer-without-reason": answer_without_reason,
    "answer-against-facts": answer_against_facts,
    "answer-stale": answer_stale,
    "requirements-assumed": requirements_assumed,
}
