"""YAML as plain data, from ruamel.yaml's events.

Differs from Podium's own YAML (``workflows.formats.blocks``) in what real state machines hold:
anchors are written out, within bounds, and a value with a tag of CloudFormation is read as text,
since only the deployment knows what it stands for: ``!GetAtt Ship.Arn`` as ``${Ship.Arn}``, as
``!Sub`` says it (AWS CloudFormation User Guide, intrinsic functions). Plain scalars follow the core
schema of YAML 1.2 (10.3.2); dates stay texts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from workflows.formats.reading import refused

__all__ = ["loaded"]

type Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_REFERENCES = ("!Ref", "!GetAtt")
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def loaded(text: str, *, deepest: int, most: int) -> tuple[Any, dict[Path, int]]:
    """The data, and the line of every value by its path.

    Raises ``DefinitionError`` with the line for what is no YAML, or larger than ``most`` values
    (anchors written out) or nested deeper than ``deepest``.
    """
    try:
        builder = _Builder(YAML(typ="safe", pure=True).parse(text), deepest, most)
        return builder.document(), builder.lines
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context).split("\n")[0].split())
        mend = "; indent with blanks" if "'\\t'" in what else ""
        line = mark.line + 1 if mark else None
        raise refused(f"is not valid YAML: {what}{mend}", line=line) from None
    except (YAMLError, ValueError, TypeError) as error:
        what = str(error).strip().split("\n")[0]
        raise refused(f"is not valid YAML: {what}") from None


class _Builder:
    """Takes events one after another and gives back what they build."""

    def __init__(self, events: Iterator[Event], deepest: int, most: int) -> None:
        self.events = events
        self.deepest = deepest
        self.most = most
        self.values = 0
        self.lines: dict[Path, int] = {(): 1}
        self.anchors: dict[str, tuple[Any, int]] = {}

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = event.start_mark.line + 1
                    raise refused("holds several YAML documents; keep one", line=line)
                data = self.value(next(self.events), ())
        return data

    def value(self, event: Event, path: Path) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        before = self.values
        self._count(1, line)
        if len(path) > self.deepest:
            raise refused(f"nested deeper than {self.deepest} levels", line=line)
        if isinstance(event, AliasEvent):
            return self._alias(event, line)
        if isinstance(event, MappingStartEvent):
            data: Any = self._mapping(path)
        elif isinstance(event, SequenceStartEvent):
            data = self._sequence(path)
        else:
            data = _scalar(event) if isinstance(event, ScalarEvent) else None
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = (data, self.values - before)
        return data

    def _count(self, values: int, line: int) -> None:
        self.values += values
        if self.values > self.most:
            raise refused(f"holds more than {self.most:,} values; split it", line=line)

    def _alias(self, event: AliasEvent, line: int) -> Any:
        if event.anchor not in self.anchors:
            message = f"the alias *{event.anchor} stands inside or before what it names"
            raise refused(f"{message}; write it out", line=line)
        data, size = self.anchors[event.anchor]
        self._count(size, line)
        return data

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ScalarEvent):
                raise refused("has a key that is no text; write a text before the colon", line=line)
            key = str(event.value)
            inner = next(self.events)
            self.lines.setdefault((*path, key), line)
            value = self.value(inner, (*path, key))
            if key == "<<" and isinstance(value, dict):
                data = value | data
            elif key in data:
                raise refused(f"has the key {key!r} twice in one mapping; keep one", line=line)
            else:
                data[key] = value
        return data

    def _sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            data.append(self.value(event, (*path, len(data))))
        return data


def _scalar(event: ScalarEvent) -> Any:
    text = str(event.value)
    if event.tag in _REFERENCES:
        return f"${{{text}}}"
    plain = event.implicit[0] and event.tag is None
    if not plain or event.style in ("'", '"', "|", ">"):
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
