"""What people stated differently: facts, answers, weights, and what else an assessment holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

from assessment.decision.assessment import Answer, Assessment, SymptomRating, Team
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import count
from assessment.decision.records.change import Change, Group, differences
from assessment.decision.scoring import normalised

__all__ = ["answer_changes", "fact_changes", "further_changes", "weight_changes"]

_UNSAID = "not stated"
_SEVERITIES = ("not at all", "a little", "clearly", "badly")
_ELSEWHERE = frozenset(
    {"context", "symptoms", "answers", "weights", "weighting", "definition", "boundary"}
    | {"scenario", "knowledge"}
)
_MOST_SHOWN = 200


def fact_changes(before: Assessment, after: Assessment, knowledge: Knowledge) -> Iterator[Change]:
    """Context, volume and symptoms."""
    for field in fields(before.context):
        old, new = getattr(before.context, field.name), getattr(after.context, field.name)
        if old != new:
            yield Change(
                group=Group.FACTS,
                what=_label(field.name, knowledge),
                before=_fact(field.name, old, knowledge),
                after=_fact(field.name, new, knowledge),
            )
    yield from differences(
        Group.FACTS,
        {(mark.symptom, mark.perspective.value): mark for mark in before.symptoms},
        {(mark.symptom, mark.perspective.value): mark for mark in after.symptoms},
        what=lambda key: _symptom(key, knowledge),
        words=lambda _, mark: _felt(mark),
    )


def answer_changes(before: Assessment, after: Assessment, knowledge: Knowledge) -> Iterator[Change]:
    """The stated answers; one that nobody stated is suggested."""
    return differences(
        Group.ANSWERS,
        before.answers,
        after.answers,
        what=lambda question: knowledge.question_by_id[question].title,
        words=lambda _, answer: _answer(answer),
    )


def weight_changes(before: Assessment, after: Assessment, knowledge: Knowledge) -> Iterator[Change]:
    """The points of each question out of 100, and how they were found."""
    yield from differences(
        Group.WEIGHTS,
        _points(before, knowledge),
        _points(after, knowledge),
        what=lambda question: f"Weight of {knowledge.question_by_id[question].title.lower()}",
        words=lambda _, points: f"{points:g}" if points is not None else _UNSAID,
    )
    old, new = before.weighting, after.weighting
    if old.method is not new.method:
        yield _change(Group.WEIGHTS, "How the weights were found", old.method, new.method)
    elif old != new:
        what = f"Judgements behind the weights ({new.method.value})"
        yield Change(group=Group.WEIGHTS, what=what, before="as before", after="others")


def further_changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    """Whatever else an assessment states that has no group of its own."""
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in _ELSEWHERE and old != new:
            yield _change(Group.FURTHER, _humanised(field.name), old, new)


def _change(group: Group, what: str, old: Any, new: Any) -> Change:
    before, after = _words(old), _words(new)
    if before == after or max(len(before), len(after)) > _MOST_SHOWN:
        before, after = "as before", "changed"
    return Change(group=group, what=what, before=before, after=after)


def _label(field: str, knowledge: Knowledge) -> str:
    known = knowledge.context_by_id.get(field)
    return known.label if known else _humanised(field)


def _humanised(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _fact(field: str, value: Any, knowledge: Knowledge) -> str:
    known = knowledge.context_by_id.get(field)
    labels = {option.id: option.label for option in known.options} if known else {}
    return _words(value, labels)


def _words(value: Any, labels: Mapping[str, str] | None = None) -> str:
    """A stated value as people read it; ids of options by their labels."""
    if value is None or value == "":
        return _UNSAID
    if isinstance(value, tuple):
        return ", ".join(_words(item, labels) for item in value) or "none"
    if isinstance(value, Team):
        return _team(value)
    if isinstance(value, float):
        return f"{value:,.6g}"
    text = str(value.value if isinstance(value, Enum) else value)
    return (labels or {}).get(text, text)


def _team(team: Team) -> str:
    size = f", {count(team.people, 'person', 'people')}" if team.people is not None else ""
    owns = f", owns {' and '.join(team.owns)}" if team.owns else ""
    return f"{team.name} ({(size + owns).lstrip(', ')})" if size or owns else team.name


def _symptom(key: tuple[str, str], knowledge: Knowledge) -> str:
    symptom, perspective = key
    known = knowledge.symptom_by_id.get(symptom)
    return f"{perspective.capitalize()}: {known.statement if known else symptom}"


def _felt(mark: SymptomRating | None) -> str:
    if mark is None:
        return "not rated"
    return _SEVERITIES[mark.severity] + (f" ({mark.note})" if mark.note else "")


def _answer(answer: Answer | None) -> str:
    if answer is None:
        return "as suggested"
    if answer.low is not None and answer.high is not None and answer.low < answer.high:
        said = f"{answer.value} of 5, from {answer.low} to {answer.high}"
    else:
        said = f"{answer.value} of 5"
    return f"{said}: {answer.reason}" if answer.reason else said


def _points(assessment: Assessment, knowledge: Knowledge) -> dict[str, float]:
    shares = normalised(list(knowledge.question_ids), assessment.weights)
    return {question: round(points, 1) for question, points in shares.items()}
