"""Costs in words: a sentence for sponsors, amounts rounded to what a range can bear."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assessment.decision.assessment import Context
from assessment.decision.costs.formula import CostKind
from assessment.decision.costs.inputs import KnownInput, Range, input_id
from assessment.decision.costs.result import ModelCost
from assessment.decision.phrases import listed
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment
from workflows.sandbox.scenario import Scenario

__all__ = [
    "caveat",
    "cost_sentence",
    "debugging_sentence",
    "money",
    "money_range",
    "rounded",
    "share",
]

_TIE = 0.55
"""Below this share of draws in which the first of two is cheaper, nobody should call it cheaper."""


def rounded(amount: float, digits: int = 2) -> float:
    """An amount to so many significant digits; what is below one unit is nothing."""
    if abs(amount) < 1:
        return 0.0
    return round(amount, digits - 1 - math.floor(math.log10(abs(amount))))


def money(amount: float, currency: str = "", digits: int = 2) -> str:
    """An amount to significant digits: ``310,000 EUR``."""
    shown = f"{rounded(amount, digits):,.0f}"
    return f"{shown} {currency}" if currency else shown


def money_range(spread: Range, currency: str = "") -> str:
    """From the 10th to the 90th percentile: ``310,000 to 420,000 EUR``."""
    low, high = money(spread.low), money(spread.high)
    if high == "0":
        return money(0, currency)
    if low == high:
        return f"about {money(spread.likely, currency)}"
    return f"{low} to {money(spread.high, currency)}"


def share(part: float) -> str:
    """A share of draws in whole per cent; a rest is never called none or all."""
    if 0 < part < 0.01:
        return "under 1 %"
    if 0.99 < part < 1:
        return "over 99 %"
    return f"{part:.0%}".replace("%", " %")


def cost_sentence(models: Sequence[ModelCost], currency: str) -> str:
    """What all models cost, and how often the first is the cheapest. A hybrid without a cut costs
    what the model costs that it amounts to, and is named with it."""
    own = [one for one in models if _is_its_own(one, models)]
    first, *others = own
    ranges = [f"{_names(first, models)} {money_range(first.total, currency)}"]
    ranges += [f"{_names(one, models, short=True)} {money_range(one.total)}" for one in others]
    return f"Over three years {listed(ranges)}; {_cheapest(own)}."


def _is_its_own(one: ModelCost, models: Sequence[ModelCost]) -> bool:
    """False for a hybrid without a cut whose inputs nobody stated apart."""
    twin = next((other for other in models if other.model is one.same_as), None)
    return twin is None or twin.total != one.total


def _names(one: ModelCost, models: Sequence[ModelCost], *, short: bool = False) -> str:
    name = one.model.value
    if all(_is_its_own(other, models) or other.same_as is not one.model for other in models):
        return name if short else f"{name} costs"
    pair = f"{name}, and hybrid with it,"
    return pair if short else f"{pair} costs"


def _cheapest(models: Sequence[ModelCost]) -> str:
    first, second = models[0], models[1]
    if first.cheapest < _TIE:
        return (
            f"none is clearly the cheapest: {first.model.value} is in {share(first.cheapest)} of "
            f"draws, {second.model.value} in {share(second.cheapest)}"
        )
    return f"{first.model.value} is the cheapest in {_of_draws(first.cheapest)}"


def _of_draws(part: float) -> str:
    return "all draws" if part == 1 else f"{share(part)} of draws"


def caveat(scenario: Scenario, experiment: Experiment | None) -> str:
    """What must be known about the evidence: none there, or events without protection."""
    if experiment is None:
        return (
            "No experiment has run on this map: messages, durable writes and failures are "
            "estimates."
        )
    missing = [
        name
        for name, there in (("outbox", scenario.outbox), ("inbox", scenario.inbox))
        if not there
    ]
    if not missing:
        return ""
    return (
        f"The experiment ran without {' and '.join(missing)}: its failures are those of events "
        "without protection, and its durable writes lack what protection costs."
    )


def debugging_sentence(
    context: Context,
    models: Sequence[ModelCost],
    inputs: Sequence[KnownInput],
    currency: str,
    recommended: OrchestrationModel | None = None,
) -> str:
    """What time lost to coordination faults costs under today's model and under the recommended
    one, or the cheapest of the others; empty where today's share or model is not stated."""
    by_model = {one.model.value: one for one in models}
    today = by_model.get(context.current_model)
    if today is None or context.debugging_share is None:
        return ""
    others = [one for one in models if one is not today]
    rival = next((one for one in others if one.model is recommended), others[0])
    return (
        f"Finding coordination faults takes {_time(inputs, today.model)} of the engineers' time "
        f"under {today.model.value} today and costs {_debugging(today, currency)} over three "
        f"years; under {rival.model.value} it would take about {_time(inputs, rival.model)} and "
        f"cost {_debugging(rival, currency)}."
    )


def _time(inputs: Sequence[KnownInput], model: OrchestrationModel) -> str:
    wanted = input_id("debugging-share", model)
    return share(next(one.range.likely for one in inputs if one.input.id == wanted))


def _debugging(one: ModelCost, currency: str) -> str:
    return money_range(one.kinds[CostKind.DEBUGGING], currency)
