"""What the guide says about such a project, and what others chose."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.cases.guide import FiredRule, guide_says
from assessment.decision.cases.likeness import Compared, Likeness, nearest
from assessment.decision.cases.loading import load_cases
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import listed
from reports.chapters.table import Cell, Table, cell, figures, model_cell, number, table, words
from reports.content import ReportContent
from reports.figures import MODEL_TITLES

__all__ = ["KnownChapter", "known_chapter"]

_MOST_FACTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChapter:
    """Both None where nothing is near enough; ``sources`` are the pages of the cases."""

    rules: Table | None
    cases: Table | None
    sources: tuple[str, ...]


def known_chapter(content: ReportContent, *, knowledge: Knowledge) -> KnownChapter:
    """The guide's rules that apply and the known cases nearest to this content's project."""
    book = load_cases()
    assessment, recommended = content.assessment, content.verdict.recommended
    fired = guide_says(assessment, recommended, book, knowledge=knowledge)
    near = nearest(assessment, book)
    return KnownChapter(
        rules=_rules(fired, knowledge),
        cases=_cases(near),
        sources=tuple(_reference(one) for one in near),
    )


def _rules(fired: tuple[FiredRule, ...], knowledge: Knowledge) -> Table | None:
    if not fired:
        return None
    columns = (words("Rule"), words("Because", 32), words("Speaks for", 16), words("Verdict", 15))
    return table("What the guide says", columns, [_rule(rule, knowledge) for rule in fired])


def _rule(rule: FiredRule, knowledge: Knowledge) -> tuple[Cell, ...]:
    favoured = listed([MODEL_TITLES[model] for model in rule.case.favours])
    against = listed([MODEL_TITLES[model] for model in rule.case.against])
    speaks = favoured or (f"against {against.lower()}" if against else "")
    follows = {True: "follows it", False: "goes against it", None: "neither"}[rule.followed]
    return (
        cell(rule.case.rule, detail=_cited(rule.case.source, knowledge)),
        cell("; ".join(fact.text for fact in rule.facts)),
        cell(speaks),
        cell(follows, strong=rule.followed is False),
    )


def _cited(source: str, knowledge: Knowledge) -> str:
    known = knowledge.source_by_id.get(source)
    return known.label if known else source


def _cases(near: tuple[Likeness, ...]) -> Table | None:
    if not near:
        return None
    rows = [
        (
            cell(one.case.who, detail=one.case.process),
            number(f"{one.likeness:.0%}".replace("%", "\u00a0%")),
            model_cell(one.case.chose),
            cell(one.case.because, detail=_compared(one)),
        )
        for one in near
    ]
    columns = (words("Who", 24), figures("Alike", 10), words("Chose", 18), words("Because"))
    return table("The nearest published cases", columns, rows)


def _compared(one: Likeness) -> str:
    parts = [f"{one.compared} of {one.facts} facts compared"]
    for word, facts in (("alike in", one.alike), ("apart in", one.apart)):
        if facts:
            parts.append(f"{word} {_labels(facts)}")
    return "; ".join(parts) + "."


def _labels(facts: tuple[Compared, ...]) -> str:
    return listed([one.fact.label.lower() for one in facts[:_MOST_FACTS]])


def _reference(one: Likeness) -> str:
    first = one.case.sources[0]
    return f"{one.case.who}: {first.author}, {first.title}, {first.date}. {first.url}"
