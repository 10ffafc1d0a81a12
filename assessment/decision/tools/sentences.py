"""The advice in words: the sentence that can be quoted, and what nobody has said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assessment.decision.phrases import count, listed, points
from assessment.decision.tools.exclusions import RULES
from assessment.decision.tools.shapes import Combination, Rating, Unknown
from assessment.decision.tools.toolbox import Role
from workflows.definition.model import OrchestrationModel

__all__ = ["MODEL_NAMES", "advice_sentence", "unknowns"]

MODEL_NAMES = {
    OrchestrationModel.CENTRALIZED: "the centralized model",
    OrchestrationModel.CHOREOGRAPHY: "choreography",
    OrchestrationModel.HYBRID: "the hybrid",
}
_MISSING = {
    "context.cloud": "which cloud",
    "context.skills": "which tools the teams know",
    "context.languages": "what the teams write",
    "context.cases_expected": "how many cases to expect",
    "context.operations_budget": "what there is for operations",
    "context.regulation": "which duties apply",
}


def advice_sentence(
    model: OrchestrationModel,
    roles: Sequence[Role],
    combinations: Sequence[Combination],
    ratings: Sequence[Rating],
) -> str:
    """What is recommended, what follows and by how much; or why nothing fits."""
    if not combinations:
        return _nothing_fits(model, roles, ratings)
    best, them = combinations[0], "it" if len(combinations[0].tools) == 1 else "them"
    words = f"For {MODEL_NAMES[model]}: {best.name}; nothing rules {them} out."
    if len(combinations) == 1:
        return f"{words} Nothing else is left."
    lead = best.score - combinations[1].score
    if lead < 0.05:
        return f"{words} {combinations[1].name} fits as well."
    return f"{words} {combinations[1].name} follows {points(lead)} behind."


def _nothing_fits(
    model: OrchestrationModel, roles: Sequence[Role], ratings: Sequence[Rating]
) -> str:
    empty = [role for role in roles if all(r.ruled_out for r in ratings if r.tool.role is role)]
    codes = Counter(
        one.code for rating in ratings if rating.tool.role in empty for one in rating.ruled_out
    )
    worst, hits = codes.most_common(1)[0]
    kinds = listed([f"every {role.value}" for role in empty])
    return (
        f"For {MODEL_NAMES[model]} nothing fits: {kinds} is ruled out. "
        f"What rules most out: {RULES[worst].title} ({count(hits, 'tool')})."
    )


def unknowns(ratings: Sequence[Rating]) -> tuple[Unknown, ...]:
    """What nobody has said, the fact that leaves most tools unjudged first. Tools that are ruled
    out anyway do not count."""
    found: dict[str, list[str]] = {}
    for rating in ratings:
        for mark in () if rating.ruled_out else rating.unknown:
            found.setdefault(mark.fact, []).append(rating.tool.short)
    return tuple(
        Unknown(text=_unknown_words(fact, tools), fact=fact, tools=tuple(tools))
        for fact, tools in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _unknown_words(fact: str, tools: Sequence[str]) -> str:
    missing = _MISSING.get(fact, fact)
    return f"Nobody has said {missing}: {count(len(tools), 'tool')} cannot be judged on it."
