"""The hybrid boundary: which steps are orchestrated, which react to events, and why."""

from assessment.decision.boundary.rule import (
    Crossing,
    crossings,
    followers,
    placements,
    scenario_with_boundary,
    sides,
)

__all__ = ["Crossing", "crossings", "followers", "placements", "scenario_with_boundary", "sides"]
