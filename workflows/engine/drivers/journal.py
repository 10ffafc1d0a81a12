"""The journal: every attempt of a run, for whoever wants the run as an event log."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Attempted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """One attempt at a step in case number ``case``: when its work began and ended, in
    microseconds, and with which ``error`` code it failed (None: it did not; empty: no code)."""

    case: int
    step: str
    participant: str
    begun: int
    ended: int
    error: str | None
