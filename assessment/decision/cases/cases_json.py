"""The known cases as plain data for ``verdict.json``: fixed order, shares to six decimals."""

from __future__ import annotations

from typing import Any

from assessment.decision.assessment import Assessment
from assessment.decision.cases.guide import FiredRule, guide_says
from assessment.decision.cases.likeness import Likeness, nearest
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.model import CaseBook
from assessment.decision.knowledge import Knowledge
from workflows.definition.model import OrchestrationModel

__all__ = ["cases_json"]

_SHARES = 6


def cases_json(
    assessment: Assessment,
    recommended: OrchestrationModel,
    *,
    knowledge: Knowledge | None = None,
    book: CaseBook | None = None,
) -> dict[str, Any]:
    """The guide's rules that apply to an assessment and the known cases nearest to it."""
    book = book or load_cases()
    return {
        "guide": [
            _rule(rule) for rule in guide_says(assessment, recommended, book, knowledge=knowledge)
        ],
        "nearest": [_case(likeness) for likeness in nearest(assessment, book)],
    }


def _rule(rule: FiredRule) -> dict[str, Any]:
    return {
        "rule": rule.case.id,
        "favours": [model.value for model in rule.case.favours],
        "against": [model.value for model in rule.case.against],
        "facts": [fact.text for fact in rule.facts],
        "followed": rule.followed,
    }


def _case(found: Likeness) -> dict[str, Any]:
    return {
        "case": found.case.id,
        "chose": found.case.chose.value if found.case.chose else None,
        "likeness": round(found.likeness, _SHARES),
        "compared": found.compared,
        "alike": [one.fact.id for one in found.alike],
        "apart": [one.fact.id for one in found.apart],
    }
