"""YAML with line numbers: loading it safely, and taking values out of its mappings.

A ``Block`` is one mapping of a file together with the place that messages name. It never raises:
what is wrong goes to ``problems``, and the caller gets a default and goes on, so that a person
sees everything at once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode

from workflows.definition.cells import keepable, printable
from workflows.definition.findings import Problem
from workflows.definition.quantities import format_number
from workflows.formats.reading import refuse_large, refused

__all__ = ["Block", "composed", "load", "scalar_text"]

# Twenty scopes inside each other, four levels each, inside a called map, inside an assessment.
_DEEPEST = 120
# A map of 500 steps with every column stated holds about 25,000; reading more takes too long.
_MOST_VALUES = 40_000
_MOST_LINES = 100_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class _StrictComposer(Composer):
    """Refuses aliases, which can blow a small file up, and size or nesting that no map needs."""

    depth = 0
    values = 0
    most = _MOST_VALUES
    deepest = _DEEPEST

    def compose_node(self, parent: Any, index: int) -> Any:
        event = self.loader.parser.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            raise refused(f"the alias *{event.anchor} is not read; write its value out", line=line)
        if getattr(event, "anchor", None) in self.anchors:
            raise refused(f"the anchor &{event.anchor} stands twice; remove it", line=line)
        self.values += 1
        if self.values > self.most:
            raise refused(f"holds more than {self.most:,} values; split the map", line=line)
        if self.depth >= self.deepest:
            raise refused(f"nested deeper than {self.deepest} levels", line=line)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def load(content: bytes, *, most: int = _MOST_VALUES, deepest: int = _DEEPEST) -> CommentedMap:
    """The file's top mapping, with line numbers; ``most`` is how many values it may hold and
    ``deepest`` how many levels, where a format says things at more length than Podium's own.

    Raises ``DefinitionError`` naming line and mend for anything else: too large, not UTF-8, not
    YAML, duplicate keys, aliases, or no mapping.
    """
    refuse_large(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused("is not UTF-8 text; save it as UTF-8", line=line) from None
    _refuse_long(text)
    data = _parsed(text, most, deepest)
    if not isinstance(data, CommentedMap):
        raise refused("must be a mapping with keys such as id, name, nodes and flows", line=1)
    return data


def _refuse_long(text: str) -> None:
    """Raises ``DefinitionError`` where few values take many lines or many arrows stand in one of
    them; the loader would take minutes over them."""
    if text.count("\n") > _MOST_LINES:
        raise refused(f"has more than {_MOST_LINES:,} lines; split the map", line=_MOST_LINES)
    if text.count("->") > _MOST_VALUES:
        raise refused(f"holds more than {_MOST_VALUES:,} arrows; split the map")


def composed(text: str) -> MappingNode:
    """The tree of a text that ``load`` takes, with the place of each value in it."""
    tree: MappingNode = _yaml().compose(text)
    return tree


def _yaml(most: int = _MOST_VALUES, deepest: int = _DEEPEST) -> YAML:
    yaml = YAML(typ="rt", pure=True)

    class Limited(_StrictComposer):
        pass

    Limited.most, Limited.deepest = most, deepest
    yaml.Composer = Limited
    yaml.allow_duplicate_keys = False
    return yaml


def _parsed(text: str, most: int, deepest: int) -> Any:
    try:
        return _yaml(most, deepest).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        what = " ".join(str(error.problem or error.context).split("\n")[0].split())
        raise refused(f"is not valid YAML: {what}", line=line) from None
    except (YAMLError, ValueError, TypeError, ArithmeticError, LookupError) as error:
        # The loader turns scalars into dates and numbers, and looks versions of YAML up; an
        # impossible one is the file's fault.
        what = str(error).strip().split("\n")[0]
        raise refused(f"is not valid YAML: {what}; write it in a plainer way") from None


def scalar_text(value: Any) -> str | None:
    """A YAML scalar as a person wrote it, ``yes`` and ``no`` for booleans; None for a mapping or
    a list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format_number(float(value))
    if isinstance(value, int | datetime.date):
        return str(value)
    if value is None:
        return ""
    return _paired(value) if isinstance(value, str) else None


def _paired(text: str) -> str:
    """JSON writes characters beyond 16 bits as two escapes (RFC 8259, 7), which YAML's loader
    does not put together."""
    if not _SURROGATE.search(text):
        return str(text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Block:
    """One mapping. ``where`` is its place in words; ``at`` the path of keys inside that place."""

    data: CommentedMap
    where: str
    problems: list[Problem]
    at: str = ""

    def __contains__(self, key: str) -> bool:
        return self.data.get(key) is not None

    @property
    def start(self) -> int:
        """The line on which the mapping begins, counted from 1."""
        return int(self.data.lc.line or 0) + 1

    def line(self, key: str) -> int:
        """The line of a key, or that of the mapping."""
        try:
            return int(self.data.lc.key(key)[0]) + 1
        except (KeyError, AttributeError, TypeError):
            return self.start

    def named(self, where: str) -> Block:
        """The same mapping under a better name, once its id is known."""
        return Block(self.data, where, self.problems, self.at)

    def problem(self, key: str, message: str) -> None:
        """Notes what is wrong with a key; an empty key means the mapping itself."""
        name = _dotted(self.at, key)
        text = f"{name} {message}" if name else message
        line = self.line(key) if key else self.start
        self.problems.append(Problem(where=self.where, message=text, line=line))

    def allow(self, keys: Collection[str]) -> None:
        """Notes every key that is not among these, with the nearest one that is."""
        for key in self.data:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1)
                mend = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(keys)}"
                self.problem(str(key), f"is not a known key; {mend}")

    def text(self, key: str, default: str = "") -> str:
        """A text; numbers are taken as written."""
        return self.value(key, printable, default)

    def long_text(self, key: str) -> str:
        """A text to keep just as it stands, blanks and lines included."""
        return self.value(key, keepable, "")

    def name(self, default: str = "") -> str:
        """The text under ``name``, on one line: names are labels, in every format."""
        return " ".join(self.text("name", default).split())

    def value[Value, Default](
        self, key: str, parse: Callable[[str], Value], default: Default
    ) -> Value | Default:
        """The scalar that ``parse`` makes of a key; the default where it is absent or wrong."""
        if self.data.get(key) is None:
            return default
        text = scalar_text(self.data[key])
        if text is None:
            self.problem(key, "must be a single value, not a list or a mapping")
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.problem(key, str(error))
            return default

    def block(self, key: str) -> Block | None:
        """The mapping under a key, inside the same place; None where absent or something else."""
        data = self.data.get(key)
        if data is None:
            return None
        if not isinstance(data, CommentedMap):
            self.problem(key, "must be a mapping")
            return None
        return Block(data, self.where, self.problems, _dotted(self.at, key))

    def items(self, key: str) -> Iterator[tuple[Any, int]]:
        """The items of the list under a key, each with its line."""
        data = self.data.get(key)
        if data is None:
            return
        if not isinstance(data, CommentedSeq):
            self.problem(key, "must be a list")
            return
        for index, item in enumerate(data):
            yield item, _item_line(data, index, self.line(key))

    def blocks(self, key: str, what: str) -> Iterator[Block]:
        """The mappings of the list under a key; ``what`` names one of them ("node")."""
        for number, (item, line) in enumerate(self.items(key), start=1):
            where = f"{what} {number}"
            if isinstance(item, CommentedMap):
                yield Block(item, where, self.problems)
            else:
                message = "must be a mapping such as {id: pay, name: Charge card}"
                self.problems.append(Problem(where=where, message=message, line=line))

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under a key; a single text counts as a list of one."""
        if isinstance(self.data.get(key), str):
            return (self.text(key),)
        found = []
        for item, _ in self.items(key):
            text = scalar_text(item)
            if text is None:
                self.problem(key, "must be a list of texts")
            else:
                found.append(text)
        return tuple(found)


def _dotted(*keys: Any) -> str:
    """Keys as messages name them; YAML has keys that are no texts."""
    return ".".join(text for key in keys if (text := scalar_text(key)))


def _item_line(data: CommentedSeq, index: int, otherwise: int) -> int:
    try:
        return int(data.lc.item(index)[0]) + 1
    except (KeyError, AttributeError, TypeError):
        return otherwise
