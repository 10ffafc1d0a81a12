"""Specimens: for each BPMN element one small map that needs it, done by two participants.

``workflows.engine.coordination.support`` reads from them what each coordination model makes of an
element; a test runs every one to its end under every model.
"""

from __future__ import annotations

from workflows.engine.coordination.specimens import activities, boundaries, events, gateways
from workflows.engine.coordination.specimens.drawing import FAR, NEAR, Specimen

__all__ = ["FAR", "NEAR", "SPECIMENS", "Specimen"]

SPECIMENS: tuple[Specimen, ...] = (
    *events.SPECIMENS,
    *boundaries.SPECIMENS,
    *gateways.SPECIMENS,
    *activities.SPECIMENS,
)
"""All of them, grouped by subject."""
