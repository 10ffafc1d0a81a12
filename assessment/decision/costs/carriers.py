"""Which inputs carry the range: rank correlation over the draws, and one input moved at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from assessment.decision.costs.draws import Numbers, Values, uniforms
from assessment.decision.costs.formula import World, annual_costs
from assessment.decision.costs.inputs import KnownInput
from assessment.decision.costs.result import Carrier
from workflows.definition.model import OrchestrationModel

__all__ = ["carriers"]

type _Worlds = Callable[[Values], Mapping[OrchestrationModel, World]]


def carriers(
    inputs: tuple[KnownInput, ...], total: Numbers, model: OrchestrationModel, worlds: _Worlds
) -> tuple[Carrier, ...]:
    """Every input that moves the cost of ``model``, the largest swing first; inputs that share a
    stream count as one. ``total`` is that cost in each draw."""
    moved = _moved(inputs)
    costs = {m: _total(world) for m, world in worlds(moved).items()}
    models, mine = list(costs), costs[model]
    cheapest = np.argmin(np.array(list(costs.values())), axis=0)
    ranks = _centred_ranks(total)
    found = [
        Carrier(
            input=one,
            correlation=_correlation(one, ranks),
            at_low=float(mine[2 * row]),
            at_high=float(mine[2 * row + 1]),
            cheapest_at_low=models[cheapest[2 * row]],
            cheapest_at_high=models[cheapest[2 * row + 1]],
        )
        for row, one in enumerate(inputs)
        if one.stream == one.input.id
    ]
    carrying = (one for one in found if one.swing > 0)
    return tuple(sorted(carrying, key=lambda one: (-one.swing, one.input.input.id)))


def _correlation(one: KnownInput, ranks: Numbers) -> float:
    """Spearman's rank correlation (1904). Ranks of a draw are those of its uniform number: the
    quantile function only rises."""
    if one.range.low == one.range.high:
        return 0.0
    return _dot(_uniform_ranks(one.stream, len(ranks)), ranks)


@cache
def _uniform_ranks(stream: str, draws: int) -> Numbers:
    return _centred_ranks(uniforms(stream, draws))


def _centred_ranks(numbers: Numbers) -> Numbers:
    ranks = np.empty(len(numbers))
    ranks[np.argsort(numbers, kind="stable")] = np.arange(len(numbers))
    return ranks - ranks.mean()


def _dot(one: Numbers, other: Numbers) -> float:
    length = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / length if length else 0.0


def _moved(inputs: tuple[KnownInput, ...]) -> Values:
    """All inputs at their likeliest value; in columns 2n and 2n + 1, input n at its ends, and
    with it those that are drawn from the same stream."""
    moved = {one.input.id: np.full(2 * len(inputs), one.range.likely) for one in inputs}
    for one in inputs:
        for row, other in enumerate(inputs):
            if one.stream == other.stream:
                moved[one.input.id][2 * row] = one.range.low
                moved[one.input.id][2 * row + 1] = one.range.high
    return moved


def _total(world: World) -> Numbers:
    total: Numbers = np.array(list(annual_costs(world).values())).sum(axis=(0, 1))
    return total
