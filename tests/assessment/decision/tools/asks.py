"""What a project asks, in one line each, for the tests of rules and ratings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assessment.decision.tools.needs import Needs, Wait
from assessment.decision.tools.toolbox import Tool, load_toolbox

__all__ = ["NOTHING", "asking", "tool", "waiting"]

NOTHING = Needs(
    cloud="",
    hosting="",
    constraints=frozenset(),
    languages=(),
    skills=(),
    budget="",
    duties=None,
    steps=4,
    visits=4.0,
    humans=0,
    fragile=0,
    longest=None,
    rate=None,
)
"""Four steps, and nobody has said anything."""


def asking(**stated: Any) -> Needs:
    """Four steps, and what is stated."""
    return replace(NOTHING, **stated)


def waiting(seconds: float) -> Needs:
    """A step that may take this long."""
    return asking(longest=Wait(seconds=seconds, name="Approve"))


def tool(tool_id: str) -> Tool:
    """A tool that ships with Podium."""
    return load_toolbox().by_id[tool_id]
