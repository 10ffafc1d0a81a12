"""The tool advisor: what suits a project under a model, what is ruled out, and what is unknown.

rating = sum over criteria of weight x level / 100 (``knowledge/tool_criteria.toml``), 0 to 100 on a
fixed scale. A combination is worth the mean of its ratings, less what two new things at once and
two providers cost. Only the roles that a model needs are rated: a centralized model has no broker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from assessment.decision.assessment import Assessment
from assessment.decision.tools.criteria import Criteria
from assessment.decision.tools.exclusions import ruled_out
from assessment.decision.tools.marks import mark
from assessment.decision.tools.needs import ROLES, Needs, needs_for
from assessment.decision.tools.sentences import advice_sentence, unknowns
from assessment.decision.tools.shapes import Combination, Rating, ToolAdvice
from assessment.decision.tools.toolbox import Hosting, Role, Tool, Toolbox, load_toolbox
from assessment.decision.tools.words import PROVIDERS
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["rate", "tool_advice"]

_ONE_HOME = "Both are run by {}: one place to ask."
_TWO_HOMES = "Two places to ask: one is run by {}, the other by {}."
_BOTH_NEW = "Both would be new to your teams: two new things at once."


def tool_advice(
    assessment: Assessment,
    model: OrchestrationModel,
    *,
    boundary: Mapping[str, Side] | None = None,
    toolbox: Toolbox | None = None,
) -> ToolAdvice:
    """The advice for a model, the recommended one or another.

    ``boundary`` is the side of each step under hybrid (the verdict's); ``toolbox`` None takes the
    tools that ship with Podium. The same input gives the same advice.
    """
    box = toolbox or load_toolbox()
    roles = ROLES[model]
    needs = {role: needs_for(assessment, model, role, boundary) for role in roles}
    ratings = _in_order(
        rate(tool, needs[tool.role], box.criteria) for tool in box.tools if tool.role in roles
    )
    combinations = _combinations(ratings, roles, box.criteria)
    return ToolAdvice(
        model=model,
        roles=roles,
        sentence=advice_sentence(model, roles, combinations, ratings),
        combinations=combinations,
        ratings=ratings,
        unknown=unknowns(ratings),
    )


def rate(tool: Tool, needs: Needs, criteria: Criteria) -> Rating:
    """A tool's rating for what is needed, ruled out or not."""
    marks = tuple(mark(criterion, tool, needs) for criterion in criteria.criteria)
    return Rating(
        tool=tool,
        score=sum(one.points for one in marks),
        marks=marks,
        ruled_out=ruled_out(tool, needs),
    )


def _in_order(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """What fits first, the best first; ties stay in the order of the file."""
    return tuple(sorted(ratings, key=lambda rating: (bool(rating.ruled_out), -rating.score)))


def _combinations(
    ratings: Sequence[Rating], roles: Sequence[Role], criteria: Criteria
) -> tuple[Combination, ...]:
    fitting = [[r for r in ratings if r.tool.role is role and not r.ruled_out] for role in roles]
    found = [_combined(tools, criteria) for tools in product(*fitting)]
    best_first = sorted(found, key=lambda combination: -combination.score)
    return _unlike(best_first)[: criteria.shortlist]


def _unlike(combinations: Iterable[Combination]) -> tuple[Combination, ...]:
    """The best of each kind: variants of one tool are no alternatives to each other."""
    kinds: dict[tuple[tuple[str, str], ...], Combination] = {}
    for combination in combinations:
        kind = tuple((one.tool.family, one.tool.hosting.value) for one in combination.tools)
        kinds.setdefault(kind, combination)
    return tuple(kinds.values())


def _combined(tools: tuple[Rating, ...], criteria: Criteria) -> Combination:
    mean = sum(rating.score for rating in tools) / len(tools)
    together = _together(tools, criteria) if len(tools) > 1 else ()
    return Combination(
        tools=tools,
        score=max(0.0, mean - sum(minus for minus, _ in together)),
        speaks_for=tuple(text for minus, text in together if not minus),
        speaks_against=tuple(text for minus, text in together if minus),
    )


def _together(tools: tuple[Rating, ...], criteria: Criteria) -> tuple[tuple[float, str], ...]:
    """What the tools are to each other: points off, and the sentence."""
    homes = {_home(rating.tool) for rating in tools}
    said = [(0.0, _ONE_HOME.format(homes.pop()))] if len(homes) == 1 else []
    if len(homes) > 1:
        said.append((criteria.two_homes, _TWO_HOMES.format(*sorted(homes))))
    if all(_is_new(rating) for rating in tools):
        said.append((criteria.both_new, _BOTH_NEW))
    return tuple(said)


def _home(tool: Tool) -> str:
    """Who answers for it: you, the provider of a cloud, or its maker."""
    if tool.hosting is Hosting.SELF_RUN:
        return "yourselves"
    return PROVIDERS.get(tool.provider, tool.vendor)


def _is_new(rating: Rating) -> bool:
    return any(one.criterion == "skills" and one.level == "new" for one in rating.marks)
