"""The three witnesses: what the team told, what the map needs, what the sandbox showed."""

from __future__ import annotations

from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import count, points
from assessment.decision.scoring import Scorecard
from assessment.decision.verdict_parts import Placement, Witness
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.comparison import witness as best_in_sandbox
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["three_witnesses"]

_BAD = (
    CaseVerdict.INCONSISTENT,
    CaseVerdict.STUCK,
    CaseVerdict.DEAD_LETTERED,
    CaseVerdict.WAITING,
)


def three_witnesses(
    card: Scorecard,
    boundary: tuple[Placement, ...],
    experiment: Experiment | None,
    *,
    knowledge: Knowledge,
) -> tuple[Witness, Witness, Witness]:
    """Matrix, map and sandbox, in this order."""
    return _matrix(card), _map(boundary, knowledge), _sandbox(experiment, knowledge)


def _matrix(card: Scorecard) -> Witness:
    leader = card.leader
    because = (
        f"The answers and weights give {leader.value} {card.scores[leader]:.0f} of 100 points, "
        f"{points(card.margin)} more than {card.runner_up.value}."
    )
    return Witness(name="matrix", says=leader, because=because)


def _map(boundary: tuple[Placement, ...], knowledge: Knowledge) -> Witness:
    """Goes by the rule's sides, not by overrides: it says what the steps need."""
    if not boundary:
        return Witness(name="map", says=None, because="The map has no steps yet.")
    conducted = sum(placement.suggested is Side.ORCHESTRATED for placement in boundary)
    share = conducted / len(boundary)
    says = _side_of(share, knowledge.suitability.cut_worth_share)
    verb = "needs" if conducted == 1 else "need"
    because = f"{conducted} of {count(len(boundary), 'step')} {verb} a conductor{_rest(says)}."
    return Witness(name="map", says=says, because=because)


def _side_of(orchestrated: float, worth: float) -> OrchestrationModel:
    if 1 - orchestrated < worth:
        return OrchestrationModel.CENTRALIZED
    if orchestrated < worth:
        return OrchestrationModel.CHOREOGRAPHY
    return OrchestrationModel.HYBRID


def _rest(says: OrchestrationModel) -> str:
    return {
        OrchestrationModel.CENTRALIZED: "; too few are left to run events for them",
        OrchestrationModel.CHOREOGRAPHY: "; too few to run an orchestrator for them",
        OrchestrationModel.HYBRID: ", the others can follow by events",
    }[says]


def _sandbox(experiment: Experiment | None, knowledge: Knowledge) -> Witness:
    if experiment is None:
        return Witness(name="sandbox", says=None, because="Nothing has been run yet.")
    says = best_in_sandbox(experiment.outcomes)
    if says and not _stands_out(experiment, says, knowledge.suitability.noticeable_delay):
        says = None
    return Witness(name="sandbox", says=says, because=experiment.sentence)


def _stands_out(experiment: Experiment, best: OrchestrationModel, noticeable: float) -> bool:
    """Whether more than a hardly noticeable delay sets the best model apart from all others."""
    first = experiment.outcomes[best]
    others = [o for model, o in experiment.outcomes.items() if model is not best and o.cases]
    alike = [o for o in others if _bad(o) == _bad(first)]
    slowest_alike = (first.quantile(0.99) or 0.0) * (1 + noticeable)
    slower = all((outcome.quantile(0.99) or 0.0) > slowest_alike for outcome in alike)
    return bool(others) and slower


def _bad(outcome: ModelOutcome) -> list[float]:
    return [outcome.share(verdict) for verdict in _BAD]
