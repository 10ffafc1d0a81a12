"""Reads sketches from TOML: the groups of steps, the context in the words of ``context.toml``."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.decision.assessment import Context, EventExperience, Perspective, SymptomRating
from assessment.decision.cases.sketch import Sketch, StepGroup
from assessment.decision.knowledge import Knowledge
from assessment.decision.toml_table import Table
from workflows.definition.model import Consistency

__all__ = ["CONTEXT_KEYS", "read_context", "read_sketch"]

CONTEXT_KEYS = (
    "industry",
    "regulation",
    "cases_now",
    "cases_expected",
    "event_experience",
    "observability",
    "cloud",
    "operations_budget",
    "current_model",
    "delivery",
    "changing",
    "debugging_share",
    "hosting",
)
"""What a sketch may say about the surroundings, in the words of ``Context``."""

_MOST_CASES = 1e9
_MOST_STEPS = 200
_MOST_PEOPLE = 1_000_000


def read_sketch(table: Table, knowledge: Knowledge) -> Sketch:
    """The sketch in a table with ``steps`` and the keys of the context.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    steps = tuple(_group(one) for one in table.tables("steps"))
    if not steps:
        raise table.error("steps must not be empty")
    return Sketch(
        steps=steps,
        context=read_context(table, knowledge),
        symptoms=tuple(_symptom(table, one, knowledge) for one in _texts(table, "pains")),
        people=table.integer("people", 1, _MOST_PEOPLE) if table.holds("people") else None,
    )


def read_context(table: Table, knowledge: Knowledge) -> Context:
    """The surroundings that the table states; everything else is not known."""
    experience = table.text("event_experience", "")
    return Context(
        industry=_option(table, "industry", knowledge),
        regulation=_options(table, "regulation", knowledge),
        cases_now=_number(table, "cases_now"),
        cases_expected=_number(table, "cases_expected"),
        event_experience=_one_of(table, "event_experience", experience, EventExperience),
        observability=_options(table, "observability", knowledge)
        if table.holds("observability")
        else None,
        cloud=_option(table, "cloud", knowledge),
        operations_budget=_option(table, "operations_budget", knowledge),
        current_model=_option(table, "current_model", knowledge),
        delivery=_option(table, "delivery", knowledge),
        changing=_texts(table, "changing"),
        debugging_share=table.number("debugging_share", 0, 1)
        if table.holds("debugging_share")
        else None,
        hosting=_option(table, "hosting", knowledge),
    )


def _group(table: Table) -> StepGroup:
    stated = table.text("consistency", "")
    group = StepGroup(
        name=table.text("name"),
        by=table.text("by", ""),
        team=table.text("team", ""),
        consistency=_one_of(table, "consistency", stated, Consistency),
        undo=_flag(table, "undo"),
        effect=_flag(table, "effect"),
        human=_flag(table, "human"),
        partner=_flag(table, "partner"),
        count=table.integer("count", 1, _MOST_STEPS) if table.holds("count") else 1,
    )
    table.done()
    return group


def _symptom(table: Table, written: str, knowledge: Knowledge) -> SymptomRating:
    """``nobody-sees-the-flow`` or ``nobody-sees-the-flow: 3``; without a figure it is felt
    clearly. The perspective is the first that can feel it."""
    name, _, severity = (part.strip() for part in written.partition(":"))
    symptom = knowledge.symptom_by_id.get(name)
    if symptom is None or severity not in ("", "1", "2", "3"):
        raise table.error(f"pains: there is no symptom {written!r}")
    perspective = next(iter(symptom.perspectives), Perspective.DEVELOPMENT)
    return SymptomRating(symptom=name, perspective=perspective, severity=int(severity or 2))


def _number(table: Table, key: str) -> float | None:
    return table.number(key, 0, _MOST_CASES) if table.holds(key) else None


def _flag(table: Table, key: str) -> bool:
    return table.flag(key) if table.holds(key) else False


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key) if table.holds(key) else ()


def _option(table: Table, key: str, knowledge: Knowledge) -> str:
    value = table.text(key, "")
    if value and value not in _known(key, knowledge):
        raise table.error(f"{key}: there is no option {value!r}")
    return value


def _options(table: Table, key: str, knowledge: Knowledge) -> tuple[str, ...]:
    values = _texts(table, key)
    if odd := [value for value in values if value not in _known(key, knowledge)]:
        raise table.error(f"{key}: there is no option {odd[0]!r}")
    return values


def _known(key: str, knowledge: Knowledge) -> tuple[str, ...]:
    return knowledge.context_by_id[key].option_ids


def _one_of[E: (EventExperience, Consistency)](
    table: Table, key: str, value: str, kind: type[E]
) -> E | None:
    known: Iterable[str] = [str(one) for one in kind]
    if value and value not in known:
        raise table.error(f"{key}: there is no {value!r}")
    return kind(value) if value else None
