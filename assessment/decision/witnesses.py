"""The three witnesses: what the team told, what the map needs, what the sandbox showed."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.decision.boundary import BoundaryFit
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import count, figure, listed, points
from assessment.decision.scoring import Scorecard
from assessment.decision.verdict_parts import Witness
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import witness as best_in_sandbox
from workflows.sandbox.outcome import Experiment

__all__ = ["agreement", "three_witnesses"]


def three_witnesses(
    card: Scorecard,
    fit: BoundaryFit,
    experiment: Experiment | None,
    *,
    knowledge: Knowledge,
    sla: float | None = None,
) -> tuple[Witness, Witness, Witness]:
    """Matrix, map and sandbox, in this order; ``sla`` is the longest a case may take, in
    seconds."""
    return _matrix(card), _map(fit), _sandbox(experiment, knowledge, sla)


def _matrix(card: Scorecard) -> Witness:
    leader = card.leader
    because = (
        f"The answers and weights give {leader.value} {card.scores[leader]:.0f} of 100 points, "
        f"{points(card.margin)} more than {card.runner_up.value}."
    )
    return Witness(name="matrix", says=leader, because=because)


def _map(fit: BoundaryFit) -> Witness:
    """Goes by the cheapest division, not by overrides: it says what the steps need."""
    because = _needs(fit) if fit.says else "Nothing on the map draws a step to either side yet."
    return Witness(name="map", says=fit.says, because=because)


def _needs(fit: BoundaryFit) -> str:
    if fit.says is OrchestrationModel.HYBRID:
        return (
            f"A boundary with {count(fit.crossings, 'crossing')} serves the steps better by "
            f"{figure(fit.gain)} points and costs {figure(fit.price)} of them."
        )
    side = "orchestrated" if fit.says is OrchestrationModel.CENTRALIZED else "event-driven"
    unserved = min(fit.centralized, fit.choreography)
    if not unserved:
        return f"Every step is best {side}; there is nothing to divide."
    return (
        f"With all steps {side}, {figure(unserved)} of {figure(fit.total)} points of what draws "
        "them stay unserved; no boundary saves enough of that to pay for its crossings."
    )


def _sandbox(experiment: Experiment | None, knowledge: Knowledge, sla: float | None) -> Witness:
    if experiment is None:
        return Witness(name="sandbox", says=None, because="Nothing has been run yet.")
    noticeable = knowledge.suitability.noticeable_delay
    says = best_in_sandbox(experiment.outcomes, noticeable=noticeable, sla=sla)
    return Witness(name="sandbox", says=says, because=experiment.sentence)


def agreement(witnesses: Sequence[Witness]) -> str:
    """How far the witnesses agree, in one sentence."""
    heard = [witness for witness in witnesses if witness.says]
    models = list(dict.fromkeys(witness.says for witness in heard if witness.says))
    if len(heard) < 2:
        return "Only one witness can tell so far, and nothing confirms it yet."
    if len(models) == 1:
        everybody = "All three witnesses" if len(heard) == len(witnesses) else "Both that can tell"
        return f"{everybody} say {models[0].value}."
    said = "; ".join(_say([w.name for w in heard if w.says is model], model) for model in models)
    return f"The witnesses disagree: {said}."


def _say(names: Sequence[str], model: OrchestrationModel) -> str:
    return f"the {listed(names)} {'says' if len(names) == 1 else 'say'} {model.value}"
