"""Which tools a project can choose from: those that the advisor does not rule out and that can be
priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.tools.advice import tool_advice
from assessment.decision.tools.prices import PriceList
from assessment.decision.tools.toolbox import Hosting, Tool, Toolbox
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["AtHand", "is_managed", "tools_at_hand"]

_HOSTING = "hosting"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """The tools for one model. ``either_way`` also holds those that only the wish for managed or
    self-run tools rules out: the break-even asks what that wish costs."""

    tools: tuple[Tool, ...]
    either_way: tuple[Tool, ...]


def tools_at_hand(
    assessment: Assessment,
    model: OrchestrationModel,
    *,
    boundary: Mapping[str, Side],
    prices: PriceList,
    toolbox: Toolbox | None = None,
) -> AtHand:
    """The tools that ``model`` could be built from, in the order of the advisor."""
    advice = tool_advice(assessment, model, boundary=boundary, toolbox=toolbox)
    priced = [rating for rating in advice.ratings if _is_priced(rating.tool, prices)]
    return AtHand(
        tools=tuple(one.tool for one in priced if not one.ruled_out),
        either_way=tuple(
            one.tool for one in priced if all(reason.code == _HOSTING for reason in one.ruled_out)
        ),
    )


def is_managed(tool: Tool) -> bool:
    """Whether others run it."""
    return tool.hosting is Hosting.MANAGED


def _is_priced(tool: Tool, prices: PriceList) -> bool:
    return bool(prices.of(tool.id)) if is_managed(tool) else tool.id in prices.footprints
