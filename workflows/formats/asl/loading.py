"""The text of a state machine as plain data, and the line on which each part of it stands.

JSON goes through the standard library, since it is what most files are and fast; YAML through the
events of ruamel.yaml, so that CloudFormation's tags (``!Sub``, ``!GetAtt``) are read as text.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from workflows.definition.findings import DefinitionError
from workflows.formats.asl.json_lines import lines_of
from workflows.formats.asl.yaml_loading import loaded
from workflows.formats.reading import refuse_large, refused

__all__ = ["Document", "Lines", "load"]

type Lines = dict[tuple[str | int, ...], int]
"""The line of each value, by the keys and positions that lead to it."""

_DEEPEST = 250
# The largest definition that AWS takes has 1 MiB and so about as many values.
_MOST_VALUES = 200_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_COMMENT = re.compile(r"\s*(?://|/\*|#)")


@dataclass(frozen=True)
class Document:
    """A file: its top mapping, its text, and whether it is JSON (else YAML)."""

    data: dict[str, Any]
    text: str
    is_json: bool
    find_lines: Callable[[], Lines]

    @cached_property
    def lines(self) -> Lines:
        """Where everything stands; found only when somebody asks."""
        return self.find_lines()

    def line(self, path: tuple[str | int, ...]) -> int | None:
        """The line of a value, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def load(content: bytes) -> Document:
    """The state machine in a file.

    Raises ``DefinitionError`` naming line and mend for anything else: too large, not text, neither
    JSON nor YAML, a key twice, nested too deep, or no mapping.
    """
    refuse_large(content)
    text = _decoded(content)
    is_json = text.lstrip()[:1] in ("{", "[", '"') and not text.lstrip().startswith("{%")
    if is_json:
        document = Document(_parsed(text), text, True, lambda: lines_of(text))
    else:
        data, lines = loaded(text, deepest=_DEEPEST, most=_MOST_VALUES)
        document = Document(data, text, False, lambda: lines)
    _refuse_huge(document.data)
    if not isinstance(document.data, dict):
        raise refused("must be an object with StartAt and States", line=1)
    return document


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content[:4]:
        encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(f"is not {encoding.upper()} text; save it as UTF-8", line=line) from None


def _parsed(text: str) -> Any:
    try:
        data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise _unreadable(text, error) from None
    except _KeyTwiceError as error:
        raise _doubled(text, error.key) from None
    except RecursionError:
        raise refused(f"nested deeper than {_DEEPEST} levels") from None
    except ValueError as error:
        what = "holds a number that is too long" if "digits" in str(error) else str(error)
        raise refused(f"is not valid JSON: {what}") from None
    return data


class _KeyTwiceError(Exception):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwiceError(next(key for key in data if keys.count(key) > 1))
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number that JSON knows")


def _doubled(text: str, key: str) -> DefinitionError:
    doubled: list[tuple[str, int]] = []
    lines_of(text, doubled)
    line = next((line for name, line in doubled if name == key), None)
    return refused(f"has the key {key!r} twice in one object; keep one", line=line)


def _unreadable(text: str, error: json.JSONDecodeError) -> DefinitionError:
    """What a person would say about the place at which the parser gave up."""
    rest, before = text[error.pos :], text[: error.pos].rstrip()
    if _COMMENT.match(rest):
        what = "holds a comment, which JSON has not; move its text into a Comment field"
    elif re.match(r",\s*[}\]]", rest) or (before.endswith(",") and rest.lstrip()[:1] in ("}", "]")):
        what = "has a comma before the closing bracket; remove it"
    elif rest.startswith((",", "}", "]")) and before.endswith(","):
        what = "has a comma too many; remove it"
    elif rest.lstrip().startswith("${"):
        what = "holds a substitution without quotes; write it as a text in quotes"
    elif not rest.strip():
        what = "ends too early; a bracket or a quote is not closed"
    else:
        what = f"is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}, at column {error.colno}"
    line = text.count("\n", 0, error.pos) + 1
    return refused(what, line=line)


def _refuse_huge(data: Any) -> None:
    level, depth, values = [data], 0, 0
    while level:
        values += len(level)
        depth += 1
        if depth > _DEEPEST:
            raise refused(f"nested deeper than {_DEEPEST} levels; split the state machine")
        if values > _MOST_VALUES:
            raise refused(f"holds more than {_MOST_VALUES:,} values; split the state machine")
        level = [inner for value in level for inner in _inside(value)]


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
