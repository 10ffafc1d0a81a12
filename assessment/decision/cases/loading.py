"""Reads the cases from their TOML files and checks that they hold together."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assessment.decision.cases.facts import MEASURED, CaseFact, FactKind
from assessment.decision.cases.model import (
    CaseBook,
    Change,
    Condition,
    Expectation,
    GuideCase,
    KnownCase,
    Range,
    Reference,
)
from assessment.decision.cases.sketch import Sketch
from assessment.decision.cases.sketch_reading import CONTEXT_KEYS, read_context, read_sketch
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError, Table
from workflows.definition.model import OrchestrationModel

__all__ = ["load_cases", "read_cases"]

_MOST = 1e9


@cache
def load_cases() -> CaseBook:
    """The cases that ship with Podium, read once.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    return read_cases(files("assessment.knowledge"), load_knowledge())


def read_cases(folder: Traversable, knowledge: Knowledge) -> CaseBook:
    """The cases in a folder of TOML files.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    facts = _facts(_open(folder, "case_facts"))
    known = frozenset(fact.id for fact in facts)
    guide = _open(folder, "guide_cases")
    guided = tuple(_guide_case(table, knowledge, known) for table in guide.tables("case"))
    guide.done()
    cases = _open(folder, "cases")
    enough = cases.integer("enough", 1, len(facts))
    published = tuple(_known_case(table, knowledge, known) for table in cases.tables("case"))
    cases.done()
    _refuse_twins(guide, (case.id for case in guided))
    _refuse_twins(cases, (case.id for case in published))
    return CaseBook(facts=facts, guide=guided, known=published, enough=enough)


def _open(folder: Traversable, name: str) -> Table:
    file = f"{name}.toml"
    try:
        return Table(tomllib.loads((folder / file).read_text("utf-8")), file)
    except FileNotFoundError:
        raise KnowledgeError(f"{file}: is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file}: {error}") from None


def _refuse_twins(table: Table, ids: Iterable[str]) -> None:
    twins = [name for name, times in Counter(ids).items() if times > 1]
    if twins:
        raise table.error(f"{twins[0]!r} stands twice")


def _facts(table: Table) -> tuple[CaseFact, ...]:
    facts = tuple(_fact(one) for one in table.tables("fact"))
    table.done()
    _refuse_twins(table, (fact.id for fact in facts))
    return facts


def _fact(table: Table) -> CaseFact:
    fact = CaseFact(
        id=_named(table, "id", MEASURED),
        kind=FactKind(_named(table, "kind", tuple(FactKind))),
        label=table.text("label"),
        words=table.text("words"),
        where=table.text("where"),
        weight=table.number("weight", 0, 10),
        low=table.number("low", 0, _MOST) if table.holds("low") else 0.0,
        high=table.number("high", 0, _MOST) if table.holds("high") else 1.0,
        log=_named(table, "scale", ("log", "linear")) == "log" if table.holds("scale") else False,
        options=table.texts("options") if table.holds("options") else (),
        one=table.text("one", ""),
    )
    if fact.high <= fact.low or (fact.log and not fact.low):
        raise table.error("low must be below high, and above 0 where the scale is log")
    table.done()
    return fact


def _guide_case(table: Table, knowledge: Knowledge, facts: frozenset[str]) -> GuideCase:
    case = GuideCase(
        id=table.text("id"),
        title=table.text("title"),
        rule=table.text("rule"),
        source=_named(table, "source", knowledge.source_by_id),
        favours=_models(table, "favours"),
        against=_models(table, "against"),
        when=tuple(_condition(one, facts) for one in table.tables("when")),
        sketch=_sketch(table, knowledge),
        change=_change(table, knowledge),
        expect=_expectation(table.table("expect")),
        vary=_range(table.table("vary")),
    )
    table.done()
    return case


def _sketch(table: Table, knowledge: Knowledge) -> Sketch:
    inner = table.table("sketch")
    sketch = read_sketch(inner, knowledge)
    inner.done()
    return sketch


def _change(table: Table, knowledge: Knowledge) -> Change | None:
    if not table.holds("change"):
        return None
    inner = table.table("change")
    fields = tuple(key for key in CONTEXT_KEYS if inner.holds(key))
    change = Change(fields=fields, context=read_context(inner, knowledge))
    inner.done()
    return change


def _condition(table: Table, facts: frozenset[str]) -> Condition:
    condition = Condition(
        fact=_named(table, "fact", facts),
        start=table.number("from", 0, _MOST) if table.holds("from") else None,
        below=table.number("below", 0, _MOST) if table.holds("below") else None,
        options=frozenset(table.texts("any")) if table.holds("any") else frozenset(),
    )
    table.done()
    return condition


def _expectation(table: Table) -> Expectation:
    recommended = _models(table, "recommended", one=True)
    expectation = Expectation(
        recommended=recommended[0] if recommended else None,
        never=_models(table, "never"),
        orchestrated=table.texts("orchestrated") if table.holds("orchestrated") else (),
        event_driven=table.texts("event_driven") if table.holds("event_driven") else (),
        loses=_models(table, "loses"),
    )
    if expectation == Expectation():
        raise table.error("must expect something")
    table.done()
    return expectation


def _range(table: Table) -> Range:
    found = Range(
        fewest_steps=table.integer("fewest_steps", 1, 1000),
        most_steps=table.integer("most_steps", 1, 1000),
        least_volume=table.number("least_volume", 0, 1),
        most_volume=table.number("most_volume", 1, _MOST),
    )
    table.done()
    return found


def _known_case(table: Table, knowledge: Knowledge, facts: frozenset[str]) -> KnownCase:
    assumed = frozenset(table.texts("assumed")) if table.holds("assumed") else frozenset()
    if odd := sorted(assumed - facts):
        raise table.error(f"assumed: there is no fact {odd[0]!r}")
    chose = _models(table, "chose", one=True)
    case = KnownCase(
        id=table.text("id"),
        who=table.text("who"),
        process=table.text("process"),
        chose=chose[0] if chose else None,
        because=table.text("because"),
        later=table.text("later", ""),
        sources=tuple(_reference(one) for one in table.tables("source")),
        sketch=_sketch(table, knowledge),
        assumed=assumed,
        runs=table.flag("runs") if table.holds("runs") else True,
        held_out=table.flag("held_out") if table.holds("held_out") else False,
        note=table.text("note", ""),
    )
    if not case.runs and not case.note:
        raise table.error("note must say why the case is not run")
    if case.runs and (case.chose is None or not case.sources):
        raise table.error("a case that is run needs its choice and a source")
    table.done()
    return case


def _reference(table: Table) -> Reference:
    reference = Reference(
        url=table.text("url"),
        title=table.text("title"),
        author=table.text("author"),
        date=table.text("date"),
    )
    table.done()
    return reference


def _models(table: Table, key: str, *, one: bool = False) -> tuple[OrchestrationModel, ...]:
    if not table.holds(key):
        return ()
    names = (table.text(key),) if one else table.texts(key)
    known = [model.value for model in OrchestrationModel]
    if odd := [name for name in names if name not in known]:
        raise table.error(f"{key}: there is no model {odd[0]!r}")
    return tuple(map(OrchestrationModel, names))


def _named(table: Table, key: str, known: Iterable[str]) -> str:
    value = table.text(key)
    if value not in set(known):
        raise table.error(f"{key}: there is no {value!r}")
    return value
