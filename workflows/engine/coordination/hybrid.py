"""Hybrid: an orchestrator drives the orchestrated steps, events do the rest.

At the boundary a token is handed over as an event message: by the orchestrator out of its durable
store, by a participant through its outbox, where it has one. The orchestrator knows only what
comes back to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.model import Side
from workflows.engine.coordination.ownership import assign
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ownership import Ownership

__all__ = ["coordinate"]


def coordinate(compiled: CompiledMap, boundary: Mapping[str, Side]) -> Ownership:
    """Steps by their side of ``boundary``; one that it leaves out is orchestrated."""
    return assign(compiled, lambda step: boundary.get(step) is not Side.EVENT_DRIVEN)
