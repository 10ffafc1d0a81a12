"""The cases worth looking at: what went wrong with them, and what led there."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.engine.core.verdicts import CaseVerdict

__all__ = ["SAMPLES", "CaseSample"]

SAMPLES = 5
"""How many cases that are not well a run keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSample:
    """One case worth looking at: its number in the experiment, what is wrong ("charged twice"
    in the words of the ledger) and the chain of events that led there, oldest first."""

    case: int
    verdict: CaseVerdict
    what: str
    because: tuple[str, ...]
