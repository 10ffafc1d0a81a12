"""A small log, and any log."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace

__all__ = ["at", "logs", "small_log"]

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)


def at(seconds: float) -> dt.datetime:
    """A moment so many seconds after the beginning."""
    return dt.datetime(2026, 11, 3, 14, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)


def small_log() -> EventLog:
    """One case with a step that failed once."""
    events = (
        LoggedEvent(activity="Pay", at=at(0), lifecycle=Lifecycle.START, resource="Bank"),
        LoggedEvent(activity="Pay", at=at(1), lifecycle=Lifecycle.ABORT, error="declined"),
        LoggedEvent(activity="Pay", at=at(2), lifecycle=Lifecycle.START),
        LoggedEvent(activity="Pay", at=at(4.5), step="pay"),
    )
    return EventLog(name="Orders", traces=(Trace(case="17", events=events),))


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """Any log whose cases have a name and some events."""
    event = st.builds(
        LoggedEvent,
        activity=_WORDS.map(lambda text: f"a{text}".strip()),
        at=st.floats(0, 1e6).map(lambda number: at(round(number, 3))),
        lifecycle=st.sampled_from(Lifecycle),
        resource=_WORDS.map(str.strip),
    )
    traces = draw(st.lists(st.lists(event, min_size=1, max_size=4), min_size=1, max_size=4))
    named = (Trace(case=f"c{n}", events=tuple(events)) for n, events in enumerate(traces))
    return EventLog(name="", traces=tuple(named))
