"""The 30-day plan: tasks generated from the verdict and the findings."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PlanTask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """One task. ``key`` stays the same when the plan is generated again from the same fact, so
    that people's edits stay with it. ``day`` counts from 1 to 30, ``week`` from 1 to 4 (day 30
    belongs to week 5: present and decide). ``because`` says which finding, step or stage of the
    guide it comes from, ``finding`` and ``step`` name them where there is one."""

    key: str
    day: int
    week: int
    title: str
    because: str
    finding: str = ""
    step: str = ""
