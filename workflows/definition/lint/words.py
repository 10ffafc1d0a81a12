"""How findings name nodes, and where rules come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.findings import Finding
from workflows.definition.model import Definition, Node
from workflows.definition.validation import place

__all__ = ["DISCOVERY", "HUMANS", "PITFALL_1", "PITFALL_2", "STRUCTURE", "Rule", "named"]

type Rule = Callable[[Definition], Iterator[Finding]]

PITFALL_1 = "guide, Pitfall 1: over-centralizing"
PITFALL_2 = "guide, Pitfall 2: ignoring failure modes"
DISCOVERY = "guide, Phase 1: discovery"
HUMANS = "guide, FAQ: human tasks"
STRUCTURE = "BPMN 2.0, clause 13"


def named(node: Node) -> str:
    """A node by its name as people see it, else by kind and id."""
    if not node.name:
        return place(node)
    return repr(node.name) if node.is_step else f"{node.kind.value} {node.name!r}"
