"""What the cost model says: ranges per model, kind and year, who is cheapest, what carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.costs.formula import CostKind
from assessment.decision.costs.inputs import KnownInput, Range
from workflows.definition.model import OrchestrationModel

__all__ = ["Carrier", "CostEstimate", "ModelCost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCost:
    """The cost of a model in the project's currency: 10th, 50th and 90th percentile of the draws.

    ``total`` is for all three years, ``years`` for each, ``kinds`` for each kind over three years,
    ``kinds_by_year`` for both. Percentiles of parts do not add up to those of the whole.
    ``cheapest`` is the share of draws in which no other model costs less. ``extra`` is the range of
    what it costs more than the model that is cheapest most often, draw by draw; negative where
    it costs less.
    ``same_as`` names the model that a hybrid without a cut amounts to.
    """

    model: OrchestrationModel
    total: Range
    years: tuple[Range, ...]
    kinds: Mapping[CostKind, Range]
    kinds_by_year: Mapping[CostKind, tuple[Range, ...]]
    cheapest: float
    extra: Range
    same_as: OrchestrationModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """How much of the range one input carries.

    ``correlation`` is Spearman's between the input and the cost of the model that is cheapest
    most often. ``at_low`` and ``at_high`` are that model's cost with this input at its lowest and
    highest value and all others at their likeliest; ``cheapest_at_low`` and ``cheapest_at_high``
    say which model is cheapest then.
    """

    input: KnownInput
    correlation: float
    at_low: float
    at_high: float
    cheapest_at_low: OrchestrationModel
    cheapest_at_high: OrchestrationModel

    @property
    def swing(self) -> float:
        """How far the cost moves between both ends."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEstimate:
    """The cost of all models over three years. ``models`` stand in the order in which they are
    cheapest, most often first; ``carriers`` with the largest swing first. ``sentence`` can be
    quoted; ``debugging`` says what the time lost to coordination faults costs, where today's is
    stated. ``measured`` says whether an experiment counted messages, writes and failures.
    """

    currency: str
    draws: int
    models: tuple[ModelCost, ...]
    inputs: tuple[KnownInput, ...]
    carriers: tuple[Carrier, ...]
    sentence: str
    debugging: str
    caveat: str
    measured: bool

    @property
    def cheapest(self) -> ModelCost:
        """The model that is cheapest most often."""
        return self.models[0]

    @property
    def by_model(self) -> Mapping[OrchestrationModel, ModelCost]:
        """The costs by model."""
        return {one.model: one for one in self.models}

    @property
    def assumed_count(self) -> int:
        """How many inputs nobody has stated, counted or implied."""
        return sum(one.is_assumed for one in self.inputs)
