"""Three-year cost of each model with its tools: an orchestrator, a broker, or one of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from assessment.decision.costs.at_hand import is_managed
from assessment.decision.costs.break_even import BreakEven, break_even
from assessment.decision.costs.draws import Numbers, drawn
from assessment.decision.costs.estimate import CostCase
from assessment.decision.costs.formula import (
    YEARS,
    World,
    cost_without_tools,
    mean_kept_years,
)
from assessment.decision.costs.inputs import Range
from assessment.decision.costs.tool_costs import hours, tool_charge, usage_at
from assessment.decision.tools.prices import PriceList
from assessment.decision.tools.toolbox import Role, Tool
from workflows.definition.model import OrchestrationModel

__all__ = ["Combination", "break_evens", "combinations"]

_DRAWS = 2_000
"""The first of the 10,000 draws: enough for percentiles, and a hundred combinations stay fast."""

_MONTHS = 12.0
_DAYS_A_YEAR = 365.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """A model with its tools. ``total`` is its cost over three years, ``tools`` what of it the
    tools take (charges, machines, hours), both as 10th, 50th and 90th percentile. ``note`` says
    what is not in the figure."""

    model: OrchestrationModel
    orchestrator: Tool | None
    broker: Tool | None
    total: Range
    tools: Range
    note: str = ""

    @property
    def name(self) -> str:
        """As the advisor calls it: ``Temporal with Kafka``."""
        return " with ".join(tool.short for tool in (self.orchestrator, self.broker) if tool)


def combinations(
    case: CostCase,
    tools: Mapping[OrchestrationModel, Collection[Tool]],
    prices: PriceList,
    *,
    peak: float,
) -> tuple[Combination, ...]:
    """Every model with every choice of its ``tools``, the cheapest of a model first, models in
    their own order. Draws are those of the estimate, so all of it is paired with it."""
    worlds = case.worlds(drawn(case.inputs, _DRAWS))
    found = [
        one
        for model, world in worlds.items()
        for one in _of_model(model, world, tools[model], prices, peak)
    ]
    order = list(OrchestrationModel)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.model), one.total.likely, one.name))
    )


def _of_model(
    model: OrchestrationModel,
    world: World,
    tools: Collection[Tool],
    prices: PriceList,
    peak: float,
) -> Iterator[Combination]:
    rest = cost_without_tools(world)
    costs = {tool.id: _three_years(tool, prices, world, peak) for tool in tools}
    conducting = _choices(tools, Role.ORCHESTRATOR, needed=world.shape.orchestrated > 0)
    carrying = _choices(tools, Role.BROKER, needed=world.shape.event_driven > 0)
    for orchestrator, broker in product(conducting, carrying):
        chosen = [tool for tool in (orchestrator, broker) if tool]
        if not chosen:
            continue
        spent = sum((costs[tool.id] for tool in chosen), np.zeros_like(rest))
        yield Combination(
            model=model,
            orchestrator=orchestrator,
            broker=broker,
            total=_range(rest + spent),
            tools=_range(spent),
            note=_note(chosen, prices),
        )


def _choices(tools: Collection[Tool], part: Role, *, needed: bool) -> tuple[Tool | None, ...]:
    """The tools of a part; None alone where the model does without it."""
    return tuple(tool for tool in tools if tool.role is part) if needed else (None,)


def _three_years(tool: Tool, prices: PriceList, world: World, peak: float) -> Numbers:
    total = np.zeros_like(world("engineer-hour"))
    for year in YEARS:
        kept = mean_kept_years(world("retention-days") / _DAYS_A_YEAR, year)
        usage = usage_at(world, tool.role, world.volume(year), peak=peak, kept_years=kept)
        charge = tool_charge(tool, prices, world, usage) * world.dollars(year)
        total = total + _MONTHS * (charge + hours(tool, world) * world.hour(year))
    return total


def _range(costs: Numbers) -> Range:
    return Range(*(float(one) for one in np.percentile(costs, (10, 50, 90))))


def _note(chosen: Collection[Tool], prices: PriceList) -> str:
    on_request = [tool.short for tool in chosen if tool.id in prices.on_request]
    return (
        f"without the licence of {on_request[0]}, whose price is on request" if on_request else ""
    )


def break_evens(
    case: CostCase,
    tools: Collection[Tool],
    prices: PriceList,
    *,
    model: OrchestrationModel,
    peak: float,
) -> tuple[BreakEven, ...]:
    """Each managed tool that ``model`` can use against the one of its part that is cheapest to run
    oneself at the expected volume; nothing for a part of which only one kind is at hand."""
    expected = next(one.range.likely for one in case.inputs if one.input.id == "cases-expected")
    found: list[BreakEven] = []
    for part in _parts(case, model):
        rivals = [tool for tool in tools if tool.role is part and not is_managed(tool)]
        cheapest = _cheapest(rivals, case, model, prices, peak)
        found += [
            break_even(
                tool, cheapest, case=case, model=model, prices=prices, peak=peak, expected=expected
            )
            for tool in tools
            if cheapest and tool.role is part and is_managed(tool)
        ]
    return tuple(found)


def _parts(case: CostCase, model: OrchestrationModel) -> tuple[Role, ...]:
    shape = case.shapes[model]
    used: Mapping[Role, int] = {
        Role.ORCHESTRATOR: shape.orchestrated,
        Role.BROKER: shape.event_driven,
    }
    return tuple(part for part, steps in used.items() if steps)


def _cheapest(
    rivals: list[Tool],
    case: CostCase,
    model: OrchestrationModel,
    prices: PriceList,
    peak: float,
) -> Tool | None:
    values = {one.input.id: np.array([one.range.likely]) for one in case.inputs}
    world = case.worlds(values)[model]
    return min(
        (tool for tool in rivals if tool.id not in prices.on_request),
        key=lambda tool: float(_three_years(tool, prices, world, peak)[0]),
        default=None,
    )
