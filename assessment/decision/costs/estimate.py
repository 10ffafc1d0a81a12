"""Three-year cost of each orchestration model as a range: 10,000 draws of the stated inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import placements, sides
from assessment.decision.costs.carriers import carriers
from assessment.decision.costs.draws import DRAWS, Numbers, Values, drawn
from assessment.decision.costs.formula import KINDS, YEARS, World, annual_costs
from assessment.decision.costs.inputs import CostKnowledge, KnownInput, Range
from assessment.decision.costs.known import Circumstances, currency_of, known_inputs
from assessment.decision.costs.loading import load_costs
from assessment.decision.costs.result import CostEstimate, ModelCost
from assessment.decision.costs.shape import Shape, shapes
from assessment.decision.costs.wording import caveat, cost_sentence, debugging_sentence
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import Experiment

__all__ = ["CostCase", "cost_case", "costs_for"]

_PERCENTILES = (10, 50, 90)
type _Table = Sequence[Sequence[Numbers]]
"""Draws by kind and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCase:
    """What one project's costs are worked out from."""

    inputs: tuple[KnownInput, ...]
    shapes: Mapping[OrchestrationModel, Shape]
    today: str
    currency: str

    def worlds(self, values: Values) -> Mapping[OrchestrationModel, World]:
        """The drawn values under each model."""
        return {m: World(values, m, self.shapes[m], self.today) for m in OrchestrationModel}


def costs_for(
    assessment: Assessment,
    experiment: Experiment | None = None,
    *,
    boundary: Mapping[str, Side] | None = None,
    recommended: OrchestrationModel | None = None,
    knowledge: CostKnowledge | None = None,
) -> CostEstimate:
    """What each model costs over three years.

    ``boundary`` is the side of each step under hybrid (None: worked out from the map),
    ``experiment`` the run that counted messages, writes and failures (None: estimates, marked so);
    ``recommended`` the model that today's is compared with in ``debugging`` (None: the cheapest).
    The same arguments give the same figures.
    """
    case = cost_case(assessment, experiment, boundary=boundary, knowledge=knowledge)
    values = drawn(case.inputs)
    costs = _costs(case, values)
    totals = {model: _summed(chain.from_iterable(table)) for model, table in costs.items()}
    shares = _cheapest_shares(totals)
    order = sorted(shares, key=lambda model: -shares[model])
    models = tuple(
        _model_cost(
            model,
            costs[model],
            extra=totals[model] - totals[order[0]],
            cheapest=shares[model],
            shape=case.shapes[model],
        )
        for model in order
    )
    return CostEstimate(
        currency=case.currency,
        draws=DRAWS,
        models=models,
        inputs=case.inputs,
        carriers=carriers(case.inputs, totals[order[0]], order[0], case.worlds),
        sentence=cost_sentence(models, case.currency),
        debugging=debugging_sentence(
            assessment.context, models, case.inputs, case.currency, recommended
        ),
        caveat=caveat(assessment.scenario, experiment),
        measured=experiment is not None,
    )


def cost_case(
    assessment: Assessment,
    experiment: Experiment | None = None,
    *,
    boundary: Mapping[str, Side] | None = None,
    knowledge: CostKnowledge | None = None,
) -> CostCase:
    """The inputs of a project and the shape of its map under each model."""
    knowledge = knowledge or load_costs()
    chosen = sides(placements(assessment)) if boundary is None else boundary
    found = shapes(assessment, chosen)
    around = Circumstances(
        assessment=assessment, experiment=experiment, shapes=found, knowledge=knowledge
    )
    return CostCase(
        inputs=known_inputs(around),
        shapes=found,
        today=assessment.context.current_model,
        currency=currency_of(assessment, knowledge),
    )


def _costs(case: CostCase, values: Values) -> Mapping[OrchestrationModel, _Table]:
    return {
        model: list(annual_costs(world).values()) for model, world in case.worlds(values).items()
    }


def _summed(parts: Iterable[Numbers]) -> Numbers:
    """The sum, draw by draw: one array after the other, which stays in the processor's cache."""
    first, *others = parts
    total = first.copy()
    for part in others:
        total += part
    return total


def _cheapest_shares(
    totals: Mapping[OrchestrationModel, Numbers],
) -> Mapping[OrchestrationModel, float]:
    """In what share of draws each model costs least; of equals, the first in the order of models
    (fewest moving parts)."""
    models = list(totals)
    first = np.argmin(np.array([totals[model] for model in models]), axis=0)
    counts = np.bincount(first, minlength=len(models))
    return {model: int(counts[row]) / len(first) for row, model in enumerate(models)}


def _model_cost(
    model: OrchestrationModel,
    costs: _Table,
    *,
    extra: Numbers,
    cheapest: float,
    shape: Shape,
) -> ModelCost:
    years = [_summed(row[year] for row in costs) for year in range(len(YEARS))]
    return ModelCost(
        model=model,
        total=_spread(_summed(years)),
        years=tuple(map(_spread, years)),
        kinds={kind: _spread(_summed(row)) for kind, row in zip(KINDS, costs, strict=True)},
        kinds_by_year={
            kind: tuple(map(_spread, row)) for kind, row in zip(KINDS, costs, strict=True)
        },
        cheapest=cheapest,
        extra=_spread(extra),
        same_as=None if shape.stands_for is model else shape.stands_for,
    )


def _spread(costs: Numbers) -> Range:
    """Nearest-rank percentiles over the draws: each is a cost that was drawn. Partitioning at
    three places is faster than interpolating."""
    draws = len(costs)
    ranks = [min(draws - 1, round(draws * p / 100)) for p in _PERCENTILES]
    low, likely, high = np.partition(costs, ranks)[ranks].tolist()
    return Range(low, likely, high)
