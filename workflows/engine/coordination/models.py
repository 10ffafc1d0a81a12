"""The three models by name: each turns a compiled map into an ownership."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflows.definition.model import OrchestrationModel, Side
from workflows.engine.coordination import centralized, choreography, hybrid
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ownership import Ownership

__all__ = ["COORDINATIONS"]

COORDINATIONS: Mapping[
    OrchestrationModel, Callable[[CompiledMap, Mapping[str, Side]], Ownership]
] = {
    OrchestrationModel.CENTRALIZED: centralized.coordinate,
    OrchestrationModel.CHOREOGRAPHY: choreography.coordinate,
    OrchestrationModel.HYBRID: hybrid.coordinate,
}
