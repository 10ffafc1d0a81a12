"""Reads the knowledge base from its TOML files and checks that it holds together."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assessment.decision.assessment import Perspective
from assessment.decision.knowledge import (
    Band,
    ContextField,
    ContextSection,
    FindingTask,
    Knowledge,
    ModelTask,
    Option,
    PlanRules,
    Question,
    Rule,
    Source,
    Stage,
    StepTask,
    Suitability,
    Symptom,
    TaskTemplate,
)
from assessment.decision.toml_table import KnowledgeError, Table
from workflows.definition.model import OrchestrationModel

__all__ = [
    "KnowledgeError",
    "load_knowledge",
    "one_of",
    "parsed",
    "read_knowledge",
    "read_questions",
    "read_suitability",
]

_KINDS = ("text", "number", "share", "choice", "choices", "participants", "teams")
_ANSWERS = range(1, 6)
_LONGEST_VERSION = 100


@cache
def load_knowledge() -> Knowledge:
    """The knowledge base that ships with Podium, read once.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    return read_knowledge(files("assessment.knowledge"))


def read_knowledge(folder: Traversable) -> Knowledge:
    """The knowledge base in a folder of TOML files.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    sources = _each(_open(folder, "sources"), "source", _source)
    cited = one_of({source.id for source in sources}, "source")
    questions = read_questions(_open(folder, "questions"), cited)
    asked = one_of({question.id for question in questions}, "question")
    suggestions = _open(folder, "suggestions")
    sections, fields = _context(_open(folder, "context"))
    return Knowledge(
        context=fields,
        context_sections=sections,
        symptoms=_each(
            _open(folder, "symptoms"), "symptom", lambda table: _symptom(table, cited, asked)
        ),
        questions=questions,
        suitability=read_suitability(_open(folder, "suitability"), questions),
        base_doubt=suggestions.number("base_doubt", 0, 4),
        rules=_each(suggestions, "rule", lambda table: _rule(table, cited, asked)),
        plan=_plan(_open(folder, "plan"), cited),
        sources=sources,
    )


def _open(folder: Traversable, name: str) -> Table:
    file = f"{name}.toml"
    try:
        return parsed((folder / file).read_text("utf-8"), file)
    except FileNotFoundError:
        raise KnowledgeError(f"{file}: is missing") from None


def parsed(text: str, file: str, defaults: Mapping[str, float] | None = None) -> Table:
    """The top table of a TOML text, with ``defaults`` for keys that it leaves out."""
    try:
        return Table({**(defaults or {}), **tomllib.loads(text)}, file)
    except RecursionError:
        raise KnowledgeError(f"{file}: is nested too deeply") from None
    except ValueError as error:
        raise KnowledgeError(f"{file}: {error}") from None


def _each[T](table: Table, key: str, read: Callable[[Table], T]) -> tuple[T, ...]:
    items = _read_all(table.tables(key), read)
    table.done()
    _refuse_twins(table, (getattr(item, "id", None) for item in items))
    return items


def _read_all[T](tables: tuple[Table, ...], read: Callable[[Table], T]) -> tuple[T, ...]:
    items: list[T] = []
    problems: list[str] = []
    for table in tables:
        try:
            items.append(read(table))
            table.done()
        except KnowledgeError as error:
            problems.append(str(error))
    if problems:
        raise KnowledgeError("\n".join(problems))
    return tuple(items)


def _refuse_twins(table: Table, ids: Iterable[str | None]) -> None:
    twins = [name for name, count in Counter(ids).items() if name and count > 1]
    if twins:
        raise table.error(f"{twins[0]!r} stands twice")


def read_questions(
    table: Table, cited: Callable[[str], str], known: Callable[[str], str] = str
) -> tuple[Question, ...]:
    """The questions of a file; ``cited`` and ``known`` refuse a source and an id."""
    return _each(table, "question", lambda item: _question(item, cited, known))


def one_of(known: set[str], what: str) -> Callable[[str], str]:
    """Gives a known name back and raises ``ValueError`` for any other."""

    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"there is no {what} {name!r}")
        return name

    return check


def _checked[T](table: Table, key: str, check: Callable[[str], T]) -> T:
    try:
        return check(table.text(key))
    except KnowledgeError:
        raise
    except ValueError as error:
        raise table.error(f"{key}: {error}") from None


def _source(table: Table) -> Source:
    return Source(id=table.text("id"), label=table.text("label"), title=table.text("title"))


def _context(table: Table) -> tuple[tuple[ContextSection, ...], tuple[ContextField, ...]]:
    sections = _read_all(table.tables("section"), _context_section)
    _refuse_twins(table, (section.id for section in sections))
    known = one_of({section.id for section in sections}, "section")
    return sections, _each(table, "field", lambda field: _context_field(field, known))


def _context_section(table: Table) -> ContextSection:
    return ContextSection(id=table.text("id"), title=table.text("title"), help=table.text("help"))


def _context_field(table: Table, known: Callable[[str], str]) -> ContextField:
    return ContextField(
        id=table.text("id"),
        section=_checked(table, "section", known),
        kind=_checked(table, "kind", one_of(set(_KINDS), "kind")),
        label=table.text("label"),
        help=table.text("help"),
        options=_read_all(table.tables("options", optional=True), _option),
    )


def _option(table: Table) -> Option:
    return Option(id=table.text("id"), label=table.text("label"))


def _question(table: Table, cited: Callable[[str], str], known: Callable[[str], str]) -> Question:
    meanings = table.texts("meanings")
    if len(meanings) != len(_ANSWERS):
        raise table.error(f"meanings must be {len(_ANSWERS)} texts, got {len(meanings)}")
    return Question(
        id=_checked(table, "id", known),
        title=table.text("title"),
        question=table.text("question"),
        why=table.text("why"),
        meanings=meanings,
        source=_checked(table, "source", cited),
    )


def _symptom(table: Table, cited: Callable[[str], str], asked: Callable[[str], str]) -> Symptom:
    perspectives = table.texts("perspectives")
    if unknown := [name for name in perspectives if name not in set(Perspective)]:
        raise table.error(f"perspectives: there is no perspective {unknown[0]!r}")
    return Symptom(
        id=table.text("id"),
        statement=table.text("statement"),
        perspectives=tuple(map(Perspective, perspectives)),
        pulls=table.numbers("pulls", asked),
        hints=table.numbers("hints", OrchestrationModel),
        source=_checked(table, "source", cited),
    )


def read_suitability(table: Table, questions: tuple[Question, ...]) -> Suitability:
    """The suitability table of a file: one row for each answer to each question, and no other."""
    version = table.text("version")
    if len(version) > _LONGEST_VERSION:
        raise table.error(
            f"version must have at most {_LONGEST_VERSION} characters, got {len(version)}"
        )
    margin = table.number("close_call_margin", 0, 100)
    firsts = table.number("close_call_share", 0, 1)
    share = table.number("boundary_share", 0, 1)
    delay = table.number("noticeable_delay", 0, 10)
    rows = _rows(table, [(q.id, answer) for q in questions for answer in _ANSWERS])
    return Suitability(
        version=version,
        close_call_margin=margin,
        close_call_share=firsts,
        boundary_share=share,
        noticeable_delay=delay,
        cells={q.id: tuple(rows[q.id, answer][0] for answer in _ANSWERS) for q in questions},
        reasons={q.id: tuple(rows[q.id, answer][1] for answer in _ANSWERS) for q in questions},
    )


type _Row = tuple[dict[OrchestrationModel, float], str]


def _rows(table: Table, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], _Row]:
    """The rows by question and answer: each wanted place once, and no other."""
    found = _read_all(table.tables("row"), _suitability_row)
    table.done()
    places = Counter((question, answer) for question, answer, *_ in found)
    problems = [
        *(_about("a second row for question", p) for p in places if places[p] > 1),
        *(_about("row for an unknown question", p) for p in places if p not in wanted),
        *(_about("no row for question", p) for p in wanted if p not in places),
    ]
    if problems:
        raise table.errors(problems)
    return {(question, answer): (cells, reason) for question, answer, cells, reason in found}


def _about(what: str, place: tuple[str, int]) -> str:
    question, answer = place
    return f"{what} {question!r}, answer {answer}"


def _suitability_row(
    table: Table,
) -> tuple[str, int, dict[OrchestrationModel, float], str]:
    cells = {model: table.number(model.value, 0, 100) for model in OrchestrationModel}
    return table.text("question"), table.integer("answer", 1, 5), cells, table.text("reason")


def _rule(table: Table, cited: Callable[[str], str], asked: Callable[[str], str]) -> Rule:
    bands = _read_all(table.tables("bands"), _band)
    if list(bands) != sorted(bands, key=lambda band: band.start):
        raise table.error("bands must rise by their 'from'")
    return Rule(
        question=_checked(table, "question", asked),
        measure=table.text("measure"),
        why=table.text("why"),
        doubt=table.number("doubt", 0, 4),
        bands=bands,
        source=_checked(table, "source", cited),
    )


def _band(table: Table) -> Band:
    return Band(start=table.number("from"), pull=table.number("pull", -4, 4))


def _plan(table: Table, cited: Callable[[str], str]) -> PlanRules:
    rules = PlanRules(
        stages=_read_all(table.tables("stage"), _stage),
        tasks=_read_all(table.tables("task"), lambda task: _task(task, cited)),
        steps=_read_all(table.tables("step"), lambda task: _step_task(task, cited)),
        models=_read_all(table.tables("model"), lambda task: _model_task(task, cited)),
        findings=_read_all(table.tables("finding"), _finding_task),
    )
    table.done()
    if not any(task.code == "*" for task in rules.findings):
        raise table.error("no finding task with code '*', which serves all others")
    _refuse_twins(table, (task.key for task in rules.tasks))
    _refuse_twins(table, (task.key for task in rules.steps))
    _refuse_twins(table, (task.key for task in rules.models))
    _refuse_twins(table, (task.code for task in rules.findings))
    return rules


def _stage(table: Table) -> Stage:
    return Stage(
        week=table.integer("week", 1, 5),
        title=table.text("title"),
        first_day=table.integer("first_day", 1, 30),
        last_day=table.integer("last_day", 1, 30),
    )


def _task(table: Table, cited: Callable[[str], str]) -> TaskTemplate:
    return TaskTemplate(
        key=table.text("key"),
        day=table.integer("day", 1, 30),
        title=table.text("title"),
        because=table.text("because"),
        source=_checked(table, "source", cited),
    )


def _step_task(table: Table, cited: Callable[[str], str]) -> StepTask:
    return StepTask(
        key=table.text("key"),
        kind=table.text("kind"),
        day=table.integer("day", 1, 30),
        title=table.text("title"),
        because=table.text("because"),
        source=_checked(table, "source", cited),
    )


def _model_task(table: Table, cited: Callable[[str], str]) -> ModelTask:
    return ModelTask(
        key=table.text("key"),
        models=tuple(map(OrchestrationModel, table.texts("models"))),
        day=table.integer("day", 1, 30),
        title=table.text("title"),
        because=table.text("because"),
        source=_checked(table, "source", cited),
    )


def _finding_task(table: Table) -> FindingTask:
    return FindingTask(
        code=table.text("code"), day=table.integer("day", 1, 30), covered=table.flag("covered")
    )
