"""Known cases and the guide's rules beside a project, as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assessment.decision.cases.agreement import Judgement, shipped_judgements
from assessment.decision.cases.facts import facts_of
from assessment.decision.cases.guide import FiredRule, broken, guide_says
from assessment.decision.cases.likeness import Compared, Likeness, nearest
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.model import GuideCase, KnownCase
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.phrases import listed
from assessment.selectors.verdicts import Judged
from workflows.definition.model import OrchestrationModel

__all__ = [
    "CaseRow",
    "CasesView",
    "ChoiceCount",
    "FactPair",
    "GuideRow",
    "NearCase",
    "cases_beside",
    "choice_counts",
    "guide_rows",
    "known_case_rows",
]

_SHOWN = 4
"""How many facts are shown that two cases have in common, and in which they differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPair:
    """A fact of this project beside the same of a known case, in words; ``where`` is the key of
    the place at which the project states it."""

    label: str
    own: str
    other: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCase:
    """One of the nearest known cases. ``percent`` is how alike it is; ``compared`` of ``facts``
    are known of both."""

    case: KnownCase
    percent: int
    compared: int
    facts: int
    alike: tuple[FactPair, ...]
    apart: tuple[FactPair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    """What stands beside a verdict: one sentence, the nearest cases, the rules that apply."""

    sentence: str
    near: tuple[NearCase, ...]
    rules: tuple[FiredRule, ...]
    stated: int
    enough: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A published case; ``judgement`` is None where too little is told to judge it."""

    case: KnownCase
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceCount:
    """How many published cases chose a model."""

    model: OrchestrationModel
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideRow:
    """A rule of the guide, what it expects in words, and what does not follow (empty: it holds)."""

    case: GuideCase
    expects: str
    broken: tuple[str, ...]
    source: str


def cases_beside(judged: Judged) -> CasesView:
    """The nearest known cases and the guide's rules for a project. No queries."""
    book = load_cases()
    near = tuple(_near(found) for found in nearest(judged.assessment, book))
    recommended = judged.verdict.recommended
    return CasesView(
        sentence=_sentence(near, recommended),
        near=near,
        rules=guide_says(judged.assessment, recommended, book),
        stated=len(facts_of(judged.assessment)),
        enough=book.enough,
    )


def known_case_rows(chose: OrchestrationModel | None = None) -> list[CaseRow]:
    """Every published case, or those that chose a model, with Podium's judgement; those where it
    says otherwise first. No queries."""
    judged = {judgement.case.id: judgement for judgement in shipped_judgements()}
    rows = [
        CaseRow(case=case, judgement=judged.get(case.id))
        for case in load_cases().known
        if chose in (None, case.chose)
    ]
    return sorted(rows, key=lambda row: row.judgement is not None and row.judgement.agrees)


def choice_counts() -> list[ChoiceCount]:
    """How many published cases chose each model. No queries."""
    chosen = [case.chose for case in load_cases().known]
    return [
        ChoiceCount(model=model, count=chosen.count(model))
        for model in OrchestrationModel
        if model in chosen
    ]


@cache
def guide_rows() -> tuple[GuideRow, ...]:
    """Every rule of the guide as a case, judged once from its facts alone, with the knowledge base
    that ships with Podium. No queries."""
    knowledge = load_knowledge()
    return tuple(
        GuideRow(
            case=case,
            expects=_expects(case),
            broken=broken(case, knowledge=knowledge),
            source=knowledge.source_by_id[case.source].label,
        )
        for case in load_cases().guide
    )


def _near(found: Likeness) -> NearCase:
    return NearCase(
        case=found.case,
        percent=round(100 * found.likeness),
        compared=found.compared,
        facts=found.facts,
        alike=tuple(_pair(one) for one in found.alike[:_SHOWN]),
        apart=tuple(_pair(one) for one in found.apart[:_SHOWN]),
    )


def _pair(one: Compared) -> FactPair:
    knowledge = load_knowledge()
    return FactPair(
        label=one.fact.label,
        own=one.fact.short(one.own, knowledge),
        other=one.fact.short(one.other, knowledge),
        where=one.fact.where,
    )


def _sentence(near: tuple[NearCase, ...], recommended: OrchestrationModel) -> str:
    if not near:
        return ""
    first, same = near[0].case, sum(one.case.chose is recommended for one in near)
    chose = first.chose.value if first.chose else "none of the models"
    nearest_one = f"The nearest known case is {first.who}, which chose {chose}"
    if not same:
        return f"{nearest_one}; none of the {len(near)} nearest chose {recommended.value}."
    many = "all" if same == len(near) else f"{same} of"
    return f"{nearest_one}; {many} the {len(near)} nearest chose {recommended.value}, as here."


def _expects(case: GuideCase) -> str:
    return "; ".join(_expected(case))


def _expected(case: GuideCase) -> Iterable[str]:
    expect = case.expect
    if expect.recommended:
        yield f"{expect.recommended.value} recommended"
    if expect.never:
        yield f"not {listed([model.value for model in expect.never])}"
    if expect.orchestrated:
        yield f"orchestrated: {listed(expect.orchestrated)}"
    if expect.event_driven:
        yield f"event-driven: {listed(expect.event_driven)}"
    if expect.loses:
        yield f"{listed([m.value for m in expect.loses])} {_lose(len(expect.loses))} points"


def _lose(number: int) -> str:
    return "loses" if number == 1 else "lose"
