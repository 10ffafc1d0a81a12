"""A healthy map, and what lint says of others."""

from __future__ import annotations

from tests.workflows.definition.steps import shop, stated
from workflows.definition.lint import lint
from workflows.definition.model import Definition

__all__ = ["codes", "healthy"]


def codes(definition: Definition) -> list[str]:
    """The codes of the findings, worst first."""
    return [finding.code for finding in lint(definition)]


def healthy() -> Definition:
    """A map of which everything is stated that matters."""
    definition = stated(
        shop(),
        "charge",
        participant="payments",
        effect="yes",
        idempotent="yes",
        compensation="refund",
        timeout="5s",
    )
    definition = stated(definition, "refund", participant="payments")
    return stated(definition, "approve", participant="clerk", deadline="2d", escalation="head")
