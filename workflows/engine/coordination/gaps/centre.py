"""Gaps of the one in the middle: what an orchestrator costs those that it drives."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.engine.coordination.gaps.ground import Ground, listed, plural
from workflows.engine.core.ownership import ORCHESTRATOR

__all__ = ["RULES"]


def _single_point(ground: Ground) -> Iterator[Finding]:
    """Everything that the orchestrator drives goes through it."""
    driven = [step for step in ground.steps if ground.owners[step] == ORCHESTRATOR]
    if driven:
        yield ground.finding(
            "single-point",
            Severity.LOW,
            -1,
            message=(
                f"{plural(len(driven), 'step')} of a case go through one orchestrator: its workers "
                "and its store bound the volume, and while it is down none of them begins."
            ),
            mend=(
                f"Plan for {plural(2 * len(driven), 'message')} and "
                f"{plural(len(driven) + 1, 'durable write')} a case, a sharded store and a standby."
            ),
            source="guide, core models: centralized",
        )


def _commanded_teams(ground: Ground) -> Iterator[Finding]:
    """Several teams, each with steps of its own, under one orchestrator."""
    teams = _commanded(ground)
    if len(teams) > 1:
        yield ground.finding(
            "commanded-teams",
            Severity.LOW,
            -1,
            message=(
                f"{listed(teams)} own their participants, but whoever owns the orchestrator "
                "decides when and in which order these work."
            ),
            mend=(
                "Agree on who releases the orchestrator. A team that must change its part alone "
                "needs it event-driven: an event schema and 1 subscription more."
            ),
            source="guide, Pitfall 1: over-centralizing",
        )


def _commanded(ground: Ground) -> list[str]:
    known = ground.map.definition.participants_by_id
    driven = (
        ground.map.participants[ground.map.rules[step].participant]
        for step in ground.steps
        if ground.owners[step] == ORCHESTRATOR
    )
    teams = (known[name].team for name in driven if name in known)
    return list(dict.fromkeys(filter(None, teams)))


RULES = (_single_point, _commanded_teams)
