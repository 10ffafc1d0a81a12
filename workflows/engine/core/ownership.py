"""Ownership: who takes the decision at each node. This is all that tells the models apart.

The owner of a node is the orchestrator or one participant. A token that goes on to a node of the
same owner moves at once; to a node of another owner it crosses the network as a message. A step
owned by the orchestrator is done by a command and its reply; a step owned by its participant is
done where its token arrives.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ORCHESTRATOR", "Ownership"]

ORCHESTRATOR = -1


@dataclass(frozen=True, slots=True)
class Ownership:
    """``owners[node]`` is ``ORCHESTRATOR`` or the number of a participant. ``listeners[node]``
    are the other owners that must hear when the step ``node`` fails for good; ``holders[node]``
    all that may hold something inside the scope ``node``."""

    owners: tuple[int, ...]
    listeners: tuple[tuple[int, ...], ...]
    holders: tuple[tuple[int, ...], ...]

    @property
    def orchestrated(self) -> bool:
        """Whether an orchestrator takes part at all."""
        return ORCHESTRATOR in self.owners
