"""The scenario that a new experiment of a project begins with.

What a team has decided about volume and boundary is known further up (``assessment``), so that
app hands in a source when Django starts; on its own, this app proposes the default scenario.
"""

from __future__ import annotations

from collections.abc import Callable

from projects.models import Project
from workflows.sandbox.scenario import Scenario

__all__ = ["propose_scenarios_from", "proposed_scenario"]

type ScenarioSource = Callable[[Project], Scenario]


def _default(project: Project) -> Scenario:
    return Scenario()


_sources: list[ScenarioSource] = [_default]


def propose_scenarios_from(source: ScenarioSource) -> None:
    """Let ``source`` propose the scenarios from now on; for ``AppConfig.ready``."""
    _sources[:] = [source]


def proposed_scenario(project: Project) -> Scenario:
    """What to run by default: the project's volume and the boundary it has decided on."""
    return _sources[0](project)
