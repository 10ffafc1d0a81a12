"""An event log: what really happened in cases, as process mining has it (IEEE 1849-2016, XES).

A *trace* is one case, an *activity* the name under which a step stands in the log. Times are
timezone-aware datetimes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["EventLog", "Lifecycle", "LoggedEvent", "Trace"]


class Lifecycle(StrEnum):
    """Which moment of an attempt an event tells (the XES lifecycle extension)."""

    START = "start"
    """Work began."""
    COMPLETE = "complete"
    """Work ended well."""
    ABORT = "ate_abort"
    """Work ended with an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """One line of a log. ``step`` is the id of the step where the log knows it, ``error`` the code
    of a business error."""

    activity: str
    at: dt.datetime
    lifecycle: Lifecycle = Lifecycle.COMPLETE
    resource: str = ""
    step: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The events of one case, oldest first."""

    case: str
    events: tuple[LoggedEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """A whole log."""

    name: str
    traces: tuple[Trace, ...]

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(len(trace.events) for trace in self.traces)
