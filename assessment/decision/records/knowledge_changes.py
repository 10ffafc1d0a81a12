"""What differs between two knowledge bases in what a knowledge set may replace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from assessment.decision.knowledge import Knowledge, Question, Suitability
from assessment.decision.records.change import Change, Group
from workflows.definition.model import OrchestrationModel

__all__ = ["knowledge_changes"]

_ANSWERS = range(1, 6)


def knowledge_changes(before: Knowledge, after: Knowledge) -> Iterator[Change]:
    """The version, the numbers beside the table, its cells, then the words of the questions."""
    old, new = before.suitability, after.suitability
    if old.version != new.version:
        yield _change("Version of the knowledge base", old.version, new.version)
    yield from _numbers(old, new)
    for question in after.questions:
        yield from _cells(question, old, new)
    for question in after.questions:
        yield from _wording(before.question_by_id[question.id], question)


def _change(what: str, before: object, after: object) -> Change:
    return Change(group=Group.KNOWLEDGE, what=what, before=f"{before}", after=f"{after}")


def _numbers(before: Suitability, after: Suitability) -> Iterator[Change]:
    for field in fields(Suitability):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if isinstance(new, float) and old != new:
            name = field.name.replace("_", " ").capitalize()
            yield _change(name, f"{old:g}", f"{new:g}")


def _cells(question: Question, before: Suitability, after: Suitability) -> Iterator[Change]:
    for answer in _ANSWERS:
        old, new = before.row(question.id, answer), after.row(question.id, answer)
        for model in OrchestrationModel:
            if old[model] != new[model]:
                what = f"{question.title}, answer {answer}: {model.value}"
                yield _change(what, f"{old[model]:g}", f"{new[model]:g}")


def _wording(before: Question, after: Question) -> Iterator[Change]:
    for name, label in (("title", "title"), ("question", "question"), ("why", "why it matters")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield _change(f"{after.title}: {label}", old, new)
    for answer in _ANSWERS:
        if before.meaning(answer) != after.meaning(answer):
            what = f"{after.title}: meaning of answer {answer}"
            yield _change(what, before.meaning(answer), after.meaning(answer))
