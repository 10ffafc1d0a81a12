"""Short ways to ask for the gaps of a small map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.definition.findings import Finding
from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.gaps import gaps

__all__ = ["CENTRALIZED", "CHOREOGRAPHY", "HYBRID", "codes", "one"]

CENTRALIZED = OrchestrationModel.CENTRALIZED
CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
HYBRID = OrchestrationModel.HYBRID


def _found(
    definition: Definition, model: OrchestrationModel, by_events: Iterable[str]
) -> tuple[Finding, ...]:
    boundary: Mapping[str, Side] = dict.fromkeys(by_events, Side.EVENT_DRIVEN)
    return gaps(definition, model, boundary)


def codes(
    definition: Definition,
    model: OrchestrationModel = CHOREOGRAPHY,
    by_events: Iterable[str] = (),
) -> list[str]:
    """Which gaps there are, in order."""
    return [finding.code for finding in _found(definition, model, by_events)]


def one(
    definition: Definition,
    code: str,
    model: OrchestrationModel = CHOREOGRAPHY,
    by_events: Iterable[str] = (),
) -> Finding:
    """The only gap of this code."""
    [finding] = [f for f in _found(definition, model, by_events) if f.code == code]
    return finding
