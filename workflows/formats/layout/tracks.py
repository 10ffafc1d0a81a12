"""Upright pieces of links in the gap between two columns, side by side with few crossings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["Net", "assign_tracks"]

_NEAR = 6.0
_OVERLAP = 50


@dataclass(slots=True, eq=False)
class Net:
    """One upright piece: it is met from the left at ``lefts`` and from the right at ``rights``
    (heights). ``track`` counts from the left."""

    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    track: int = 0

    @property
    def top(self) -> float:
        """Its upper end."""
        return min(self.lefts + self.rights)

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return max(self.lefts + self.rights)


def assign_tracks(nets: Iterable[Net]) -> int:
    """Gives every net its track; returns how many tracks there are."""
    order: list[Net] = []
    for net in sorted(nets, key=lambda one: (one.top, one.bottom)):
        order.insert(_best_place(net, order), net)
    for index, net in enumerate(order):
        before = [one.track + 1 for one in order[:index] if _meet(one, net)]
        net.track = max(before, default=0)
    return max((net.track + 1 for net in order), default=0)


def _best_place(net: Net, order: Sequence[Net]) -> int:
    """Where it costs least; of equal places the last."""
    cost = sum(_cost(net, other) for other in order)
    best, least = 0, cost
    for place, other in enumerate(order, start=1):
        cost += _cost(other, net) - _cost(net, other)
        if cost <= least:
            best, least = place, cost
    return best


def _cost(left: Net, right: Net) -> int:
    """The crossings where one net stands left of another; level pieces that lie upon each other
    cost more than any crossing."""
    crossed = sum(left.top < y < left.bottom for y in right.lefts)
    crossed += sum(right.top < y < right.bottom for y in left.rights)
    upon = sum(abs(a - b) < 1 for a in left.rights for b in right.lefts)
    return crossed + _OVERLAP * upon


def _meet(one: Net, other: Net) -> bool:
    """Whether they may not share a track."""
    return one.top < other.bottom + _NEAR and other.top < one.bottom + _NEAR
