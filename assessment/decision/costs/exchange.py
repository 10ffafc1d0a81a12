"""From one currency to another, for what a project has stated."""

from __future__ import annotations

from assessment.decision.assessment import StatedCosts
from assessment.decision.costs.inputs import DEFAULT_CURRENCY, CostKnowledge, Money, Range

__all__ = ["converted", "rate_of"]

_RATE = "exchange-rate"


def rate_of(stated: StatedCosts, knowledge: CostKnowledge) -> float:
    """Units of the project's currency for a US dollar: the stated rate, else the default's."""
    if _RATE in stated.inputs:
        return stated.inputs[_RATE][1]
    code = stated.currency or DEFAULT_CURRENCY
    return knowledge.currency_by_code[code].rate.likely


def converted(stated: StatedCosts, currency: str, knowledge: CostKnowledge) -> StatedCosts:
    """The same statements in another currency: amounts change at the rates in force, the rate
    itself goes back to its default, everything else stays."""
    factor = knowledge.currency_by_code[currency].rate.likely / rate_of(stated, knowledge)
    inputs = {}
    for name, spread in stated.inputs.items():
        one = knowledge.input_by_id.get(name)
        if name == _RATE or one is None:
            continue
        amounts = one.money is Money.PROJECT
        inputs[name] = Range(*spread).scaled(factor).values if amounts else spread
    return StatedCosts(currency=currency, inputs=inputs)
