"""An event log as CSV: a row per event with a moment, or per attempt with start and end.

Columns are found by their usual names, those of XES and of common exports included. Times are
ISO 8601 (one without a zone counts as UTC), or seconds or milliseconds since 1970.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from io import StringIO

import pandas as pd

from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace
from workflows.definition.findings import DefinitionError, Problem
from workflows.formats.reading import refuse_large, refused

__all__ = ["read", "write"]

_MEND = "take a part of the cases"
_MOST_PROBLEMS = 20
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case", "case:concept:name", "case id", "case_id", "caseid", "trace", "order"),
    "activity": ("activity", "concept:name", "task", "step name", "event", "name"),
    "step": ("step", "podium:step", "activity id", "activity_id"),
    "start": ("start", "start_timestamp", "start time", "start_time", "started"),
    "end": (
        "end",
        "time:timestamp",
        "timestamp",
        "time",
        "complete",
        "end time",
        "end_time",
        "complete timestamp",
    ),
    "lifecycle": ("lifecycle", "lifecycle:transition", "transition", "status", "outcome"),
    "resource": ("resource", "org:resource", "participant", "user", "assignee"),
    "error": ("error", "podium:error", "error code", "error_code"),
}
_WRITTEN = ("case", "activity", "step", "start", "end", "lifecycle", "resource", "error")
_FAILED = frozenset({"ate_abort", "pi_abort", "abort", "aborted", "failed", "failure", "error"})
_BEGUN = frozenset({"start", "started", "begin", "running"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(content: bytes) -> EventLog:
    """The log in a CSV file. Raises ``DefinitionError`` with every problem, each with its row."""
    frame = _frame(content)
    problems: list[Problem] = []
    traces: dict[str, list[LoggedEvent]] = {}
    for number, row in enumerate(frame.to_dict("records"), start=2):
        cells = {str(name): str(value).strip() for name, value in row.items()}
        if not cells.get("case") or not (cells.get("activity") or cells.get("step")):
            _add(problems, number, "needs a case and an activity")
            continue
        try:
            traces.setdefault(cells["case"], []).extend(_events(cells))
        except ValueError as error:
            _add(problems, number, str(error))
    if problems:
        raise DefinitionError(tuple(problems[:_MOST_PROBLEMS]))
    found = (Trace(case=case, events=tuple(events)) for case, events in traces.items())
    return EventLog(name="", traces=tuple(found))


def _add(problems: list[Problem], number: int, message: str) -> None:
    problems.append(Problem(where=f"row {number}", message=message, line=number))


def _events(cells: Mapping[str, str]) -> Iterator[LoggedEvent]:
    """One or two events of a row."""
    lifecycle = _lifecycle(cells.get("lifecycle", ""))
    common = {
        "activity": _restored(cells.get("activity") or cells["step"]),
        "resource": _restored(cells.get("resource", "")),
        "step": cells.get("step", ""),
    }
    start, end = cells.get("start", ""), cells.get("end", "")
    if not start and not end:
        raise ValueError("needs a time; write one such as 2026-11-03T14:05:00Z")
    if start and lifecycle is not Lifecycle.START:
        yield LoggedEvent(at=_moment(start), lifecycle=Lifecycle.START, **common)
    if end or lifecycle is Lifecycle.START:
        error = cells.get("error", "")
        yield LoggedEvent(at=_moment(end or start), lifecycle=lifecycle, error=error, **common)


def _lifecycle(text: str) -> Lifecycle:
    word = text.casefold()
    if word in _BEGUN:
        return Lifecycle.START
    return Lifecycle.ABORT if word in _FAILED else Lifecycle.COMPLETE


def _moment(text: str) -> dt.datetime:
    try:
        if text.replace(".", "", 1).isdigit() and text.isascii():
            # Seconds since 1970 have ten digits until the year 2286; milliseconds thirteen.
            number = float(text)
            return dt.datetime.fromtimestamp(number / 1000 if number > 1e11 else number, dt.UTC)
        found = dt.datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise ValueError(
            f"the time {text!r} is not understood; write it as 2026-11-03T14:05:00Z"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _frame(content: bytes) -> pd.DataFrame:
    refuse_large(content, mend=_MEND)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused("is not UTF-8 text; save it as CSV (UTF-8)", line=line) from None
    if "\x00" in text:
        raise refused("is not text; save it as CSV (UTF-8)")
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    try:
        frame = pd.read_csv(StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        what = str(error).strip().split("\n")[0]
        raise refused(f"is not a CSV table: {what}; save it as CSV again") from None
    return _named(frame.fillna(""))


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """Only the columns we know, under our names."""
    found = {str(name).strip().casefold(): name for name in frame.columns}
    ours = {
        own: next((found[name] for name in names if name in found), None)
        for own, names in _COLUMNS.items()
    }
    needed = {
        "case": ours["case"],
        "activity": ours["activity"] or ours["step"],
        "a time (end, or start)": ours["end"] or ours["start"],
    }
    missing = [name for name, column in needed.items() if column is None]
    if missing:
        shown = ", ".join(map(str, frame.columns[:8]))
        raise refused(
            f"has no column for {', '.join(missing)}; found {shown}. "
            "Name them case, activity, start, end, lifecycle, resource, error",
            line=1,
        )
    return pd.DataFrame({own: frame[column] for own, column in ours.items() if column is not None})


def write(log: EventLog) -> bytes:
    """The log as UTF-8 CSV, a row per event."""
    rows = [
        {
            "case": _neutral(trace.case),
            "activity": _neutral(event.activity),
            "step": event.step,
            "start": event.at.isoformat() if event.lifecycle is Lifecycle.START else "",
            "end": "" if event.lifecycle is Lifecycle.START else event.at.isoformat(),
            "lifecycle": event.lifecycle.value,
            "resource": _neutral(event.resource),
            "error": event.error,
        }
        for trace in log.traces
        for event in trace.events
    ]
    return pd.DataFrame(rows, columns=_WRITTEN).to_csv(index=False, lineterminator="\n").encode()


def _neutral(text: str) -> str:
    """A spreadsheet must not run it as a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text
