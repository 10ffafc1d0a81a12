"""An event log as XES, the XML of process mining (IEEE 1849-2016).

Read are the standard extensions Concept, Time, Lifecycle and Organizational; written are the same,
and the step's id and error code under a prefix of our own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from lxml import etree

from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace
from workflows.definition.findings import DefinitionError, Problem
from workflows.formats.reading import refused
from workflows.formats.safe_xml import parsed

__all__ = ["read", "write"]

type _Element = etree._Element

_XES = "http://www.xes-standard.org/"
_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
_MEND = "take a part of the cases"
_MOST_PROBLEMS = 20
_FAILED = frozenset({"ate_abort", "pi_abort"})


def read(content: bytes) -> EventLog:
    """The log in an XES file. Events of other moments than start, end and abort are left out.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    root = _parsed(content)
    problems: list[Problem] = []
    traces = []
    for number, element in enumerate(_children(root, "trace"), start=1):
        case = _attributes(element).get("concept:name") or f"case {number}"
        events = tuple(_events(element, case, problems))
        traces.append(Trace(case=case, events=events))
    if problems:
        raise DefinitionError(tuple(problems[:_MOST_PROBLEMS]))
    return EventLog(name=_attributes(root).get("concept:name", ""), traces=tuple(traces))


def _parsed(content: bytes) -> _Element:
    root = parsed(content, mend=_MEND)
    if etree.QName(root).localname != "log":
        raise refused("is no XES log: its root is not <log>; export it as XES", line=1)
    return root


def _children(element: _Element, tag: str) -> Iterator[_Element]:
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == tag:
            yield child


def _attributes(element: _Element) -> dict[str, str]:
    """Keys and values of an element; the first of a key counts."""
    found: dict[str, str] = {}
    for child in element:
        key = child.get("key")
        if isinstance(child.tag, str) and key:
            found.setdefault(key, child.get("value", ""))
    return found


def _events(trace: _Element, case: str, problems: list[Problem]) -> Iterator[LoggedEvent]:
    for element in _children(trace, "event"):
        own = _attributes(element)
        line: Any = element.sourceline
        lifecycle = _lifecycle(own.get("lifecycle:transition", "complete"))
        if lifecycle is None:
            continue
        try:
            at = _moment(own.get("time:timestamp", ""))
            activity = own.get("concept:name", "")
            if not activity:
                raise ValueError("has no concept:name; name the activity")
        except ValueError as error:
            problems.append(Problem(where=f"event of {case!r}", message=str(error), line=line))
            continue
        yield LoggedEvent(
            activity=activity,
            at=at,
            lifecycle=lifecycle,
            resource=own.get("org:resource", ""),
            step=own.get("podium:step", ""),
            error=own.get("podium:error", ""),
        )


def _lifecycle(text: str) -> Lifecycle | None:
    """The moment, None for one that says nothing of work's start or end."""
    word = text.casefold()
    if word in _FAILED:
        return Lifecycle.ABORT
    return Lifecycle(word) if word in ("start", "complete") else None


def _moment(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"time:timestamp {text!r} is no time; write it as 2026-11-03T14:05:00Z"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def write(log: EventLog) -> bytes:
    """The log as XES, UTF-8."""
    root = etree.fromstring(f'<log xmlns="{_XES}"/>')
    root.set("xes.version", "1849-2016")
    root.set("xes.features", "")
    for name, prefix, uri in _EXTENSIONS:
        etree.SubElement(root, _tag("extension"), {"name": name, "prefix": prefix, "uri": uri})
    classifier = {"name": "Activity", "scope": "event", "keys": "concept:name"}
    etree.SubElement(root, _tag("classifier"), classifier)
    _add(root, "concept:name", log.name)
    for trace in log.traces:
        element = etree.SubElement(root, _tag("trace"))
        _add(element, "concept:name", trace.case)
        for event in trace.events:
            _add_event(element, event)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _tag(name: str) -> str:
    return f"{{{_XES}}}{name}"


def _add_event(trace: _Element, event: LoggedEvent) -> None:
    element = etree.SubElement(trace, _tag("event"))
    _add(element, "concept:name", event.activity)
    _add(element, "lifecycle:transition", event.lifecycle.value)
    etree.SubElement(
        element,
        _tag("date"),
        {"key": "time:timestamp", "value": event.at.isoformat()},
    )
    _add(element, "org:resource", event.resource)
    _add(element, "podium:step", event.step)
    _add(element, "podium:error", event.error)


def _add(element: _Element, key: str, value: str) -> None:
    if value:
        etree.SubElement(element, _tag("string"), {"key": key, "value": value})
