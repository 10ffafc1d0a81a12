"""What every writer gives back."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.findings import Finding

__all__ = ["Writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A map in another format. ``losses`` is the loss report: what the format cannot say, and
    what stands there instead, each with the id it concerns in ``where``."""

    content: bytes
    losses: tuple[Finding, ...] = ()
