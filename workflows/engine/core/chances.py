"""What a map states about how often its ways are taken, as thresholds for draws."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.definition.model import Flow
from workflows.engine.core.streams import FULL, threshold_of
from workflows.engine.core.tables import Role

__all__ = ["thresholds"]


def thresholds(role: Role, flows: Sequence[Flow]) -> tuple[int, ...]:
    """Draw thresholds of the outgoing flows, cumulative where one of them is taken; what the map
    leaves open is shared equally."""
    if role in {Role.CHOOSE, Role.RACE}:
        return _cumulative(_shares(flows))
    if role in {Role.CHOOSE_SOME, Role.INCLUSIVE_JOIN}:
        return tuple(threshold_of(0.5 if f.probability is None else f.probability) for f in flows)
    return ()


def _shares(flows: Sequence[Flow]) -> list[float]:
    stated = sum(f.probability for f in flows if f.probability is not None)
    silent = sum(1 for f in flows if f.probability is None)
    rest = max(0.0, 1.0 - stated) / silent if silent else 0.0
    return [rest if f.probability is None else f.probability for f in flows]


def _cumulative(shares: Sequence[float]) -> tuple[int, ...]:
    total = sum(shares)
    if not shares:
        return ()
    if total <= 0:
        return _cumulative([1.0] * len(shares))
    bounds, reached = [], 0.0
    for share in shares:
        reached += share / total
        bounds.append(threshold_of(reached))
    bounds[-1] = FULL
    return tuple(bounds)
