"""The formats of event logs, by name and extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from workflows.definition.event_log import EventLog
from workflows.formats.event_log import csv, xes
from workflows.formats.reading import refused

__all__ = ["LOG_FORMATS", "LogFormat", "read", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFormat:
    """One format of event logs; ``judge`` names who else's parser reads our files."""

    name: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    judge: str
    read: Callable[[bytes], EventLog]
    write: Callable[[EventLog], bytes]


LOG_FORMATS: dict[str, LogFormat] = {
    one.name: one
    for one in (
        LogFormat(
            name="csv",
            label="Event log as CSV",
            extensions=("csv",),
            media_type="text/csv",
            judge="pandas, pm4py",
            read=csv.read,
            write=csv.write,
        ),
        LogFormat(
            name="xes",
            label="Event log as XES",
            extensions=("xes",),
            media_type="application/xml",
            judge="pm4py",
            read=xes.read,
            write=xes.write,
        ),
    )
}


def read(name: str, content: bytes) -> EventLog:
    """The log in a file, by its name. Raises ``DefinitionError`` with every problem found."""
    ending = PurePath(name).suffix.lstrip(".").lower() or name.lower()
    if ending == "gz":
        raise refused("is packed; unpack it, and choose the .xes or .csv file in it")
    for one in LOG_FORMATS.values():
        if ending in one.extensions:
            return one.read(content)
    raise refused(f"{name!r} is no event log that Podium reads; choose a .csv or .xes file")


def write(name: str, log: EventLog) -> bytes:
    """The log in the format of that name. Raises ``KeyError`` for an unknown one."""
    return LOG_FORMATS[name].write(log)
