"""The robustness of a verdict in one piece of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.knowledge import Suitability
from assessment.decision.robustness.beliefs import Beliefs
from assessment.decision.robustness.draws import drawn_scores, tally
from assessment.decision.robustness.tornado import TornadoBar, tornado
from workflows.definition.model import OrchestrationModel

__all__ = ["Robustness", "robustness_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How far a verdict stands.

    ``draws`` weightings and answers were drawn round ``beliefs``. ``firsts`` counts in how many
    each model came first, ``regret`` is by how many points choosing it falls short of the best of
    a draw on average, ``lead_low`` to ``lead_high`` the leader's lead in nine of ten draws.
    ``tornado`` holds what moves the lead most, one thing at a time.
    """

    beliefs: Beliefs
    draws: int
    firsts: Mapping[OrchestrationModel, int]
    regret: Mapping[OrchestrationModel, float]
    lead_low: float
    lead_high: float
    tornado: tuple[TornadoBar, ...]

    @property
    def shares(self) -> dict[OrchestrationModel, float]:
        """The share of firsts, 0 to 1, by model."""
        return {model: count / self.draws for model, count in self.firsts.items()}

    @property
    def concentration(self) -> float:
        """How sure the weights are: the concentration of their distribution."""
        return self.beliefs.concentration


def robustness_of(
    beliefs: Beliefs, suitability: Suitability, leader: OrchestrationModel
) -> Robustness:
    """Draw, count, and move one thing at a time; the same input gives the same figures."""
    drawn = tally(drawn_scores(beliefs, suitability), leader)
    return Robustness(
        beliefs=beliefs,
        draws=drawn.draws,
        firsts=drawn.firsts,
        regret=drawn.regret,
        lead_low=drawn.lead_low,
        lead_high=drawn.lead_high,
        tornado=tornado(beliefs, suitability, leader),
    )
