"""Choreography: no one in the middle; each participant follows rules of its own.

``derive_rules`` reads these rules off the map, so that a team can see what each service would have
to know. A step's participant settles the gateways behind it and publishes what comes next; the
participant that waits holds the join.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.model import Definition, Side
from workflows.engine.coordination.derivation import Derivation
from workflows.engine.coordination.ownership import assign
from workflows.engine.coordination.rules import ParticipantRules
from workflows.engine.core.compiled import CompiledMap, compile_map
from workflows.engine.core.ownership import Ownership

__all__ = ["coordinate", "derive_rules"]


def coordinate(compiled: CompiledMap, boundary: Mapping[str, Side]) -> Ownership:
    """Every node to a participant; the boundary plays no part."""
    return assign(compiled, lambda step: False)


def derive_rules(definition: Definition) -> tuple[ParticipantRules, ...]:
    """What each participant would have to know and do, in the order of the map."""
    compiled = compile_map(definition)
    return Derivation(compiled, coordinate(compiled, {})).rules()
