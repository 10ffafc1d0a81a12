"""Weights from an order of importance: rank-order centroids.

Of n ranked questions the one in place k weighs (1/k + 1/(k+1) + … + 1/n) / n: the mean of all
weights that respect the order (F. H. Barron and B. E. Barrett, "Decision quality using ranked
attribute weights", Management Science 42(11), 1996). Equally important questions share the mean
of the places they cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["centroids", "order_weights"]

type Order = Sequence[Sequence[str]]
"""Groups of equally important questions, the most important first."""


def centroids(count: int) -> tuple[float, ...]:
    """The weights of ``count`` places in points, highest first; they sum to 100."""
    return tuple(
        100 / count * sum(1 / place for place in range(first, count + 1))
        for first in range(1, count + 1)
    )


def order_weights(order: Order) -> dict[str, float]:
    """Points per question, in the order of importance; they sum to 100."""
    return dict(_shared(order, centroids(sum(len(group) for group in order))))


def _shared(order: Order, places: tuple[float, ...]) -> Iterator[tuple[str, float]]:
    first = 0
    for group in order:
        covered = places[first : first + len(group)]
        for question in group:
            yield question, sum(covered) / len(covered)
        first += len(group)
