"""Changes in the text of a YAML or JSON file that leave everything else as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from workflows.formats.yaml_output import dumped
from workflows.formats.yaml_places import Piece, Span, is_block, pieces_of, span_of
from workflows.formats.yaml_style import all_on_one_line, plain

__all__ = ["Editing", "Part", "items_under", "value_under"]

type Part = Node | Any
"""What a list is made of anew: items that stood there already, and values."""

_STAY = ("nodes", "steps", "flows")
"""Lists that a map has even where they are empty."""


def value_under(node: Node | None, key: str) -> Node | None:
    """The value of a key; None where there is none."""
    if not isinstance(node, MappingNode):
        return None
    return next((value for own, value in node.value if own.value == key), None)


def items_under(node: Node | None, key: str) -> Sequence[Node]:
    """The items of the list under a key; none where there is no list."""
    own = value_under(node, key)
    return own.value if isinstance(own, SequenceNode) else ()


class Editing:
    """A text, and the changes to make in it. ``as_json`` says in which words new values stand."""

    def __init__(self, text: str, *, as_json: bool) -> None:
        self.text = text
        self.as_json = as_json
        self._changes: dict[Span, list[Span | str]] = {}
        self._rows: dict[int, tuple[MappingNode, list[str | tuple[str, Any]]]] = {}
        """The keys of each mapping that gets or loses some, new ones with their values."""

    def made(self) -> str:
        """The text with all changes."""
        for node, rows in self._rows.values():
            keys = {str(key.value): key for key, _ in node.value}
            self.rearrange(
                node,
                [keys[row] if isinstance(row, str) else self._entry(node, *row) for row in rows],
            )
        self._rows.clear()
        return self._made((0, len(self.text)), None)

    def _made(self, span: Span, around: Span | None) -> str:
        start, end = span
        inside = [one for one in self._changes if start <= one[0] and one[1] <= end]
        made, at = [], start
        for own in sorted(inside, key=lambda one: (one[0], -one[1])):
            if own[0] >= at and own != around:
                made += [self.text[at : own[0]], self._parts(own)]
                at = own[1]
        return "".join((*made, self.text[at:end]))

    def _parts(self, own: Span) -> str:
        return "".join(
            part if isinstance(part, str) else self._made(part, own) for part in self._changes[own]
        )

    # Mappings

    def merge(
        self,
        node: MappingNode,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        order: Sequence[str] = (),
    ) -> None:
        """Changes in a mapping what differs between two mappings of the same shape: the one that
        it says, and the one that it shall say. What it says in words of its own stays. ``order``
        says behind which keys a new one stands."""
        for key in dict.fromkeys((*before, *after)):
            own = value_under(node, key)
            if key not in after:
                self.remove(node, key)
            elif key in before and before[key] == after[key]:
                continue
            elif own is None:
                self.add(node, key, after[key], order or tuple(after))
            else:
                self._merge_value(node, key, own, before.get(key), after[key])

    def _merge_value(
        self, node: MappingNode, key: str, own: Node, before: object, after: object
    ) -> None:
        match before, after:
            case Mapping(), Mapping() if isinstance(own, MappingNode) and own.value:
                self.merge(own, before, after)
            case _:
                self.replace(node, key, after)

    def add(self, node: MappingNode, key: str, value: Any, order: Sequence[str]) -> None:
        """Puts an entry into a mapping that is not empty, behind those that ``order`` has before
        it."""
        rows = self._rows_of(node)
        rows.insert(_place_for(key, rows, order), (key, value))

    def remove(self, node: MappingNode, key: str) -> None:
        """Takes an entry out, where it stands there at all."""
        if value_under(node, key) is not None:
            rows = self._rows_of(node)
            rows[:] = [row for row in rows if row != key]

    def _rows_of(self, node: MappingNode) -> list[str | tuple[str, Any]]:
        names = [str(key.value) for key, _ in node.value]
        return self._rows.setdefault(id(node), (node, list(names)))[1]

    def replace(self, node: MappingNode, key: str, value: Any) -> None:
        """Puts another value under a key."""
        number = next(n for n, (own, _) in enumerate(node.value) if own.value == key)
        own = node.value[number][1]
        span = span_of(own, self.text)
        short = None if is_block(own) else self._short(value, own)
        if short is not None and "\n" not in self.text[span[0] : span[1]]:
            gap = "" if self.text[span[0] - 1].isspace() else " "
            self._changes[span] = [gap + short]
        elif not is_block(node):
            self._changes[span] = [self._short(value, own) or ""]
        else:
            piece = pieces_of(node, self.text)[number]
            entry = self._entry(node, key, value)
            self._changes[piece.head, piece.span[1]] = [entry.lstrip(" ")]

    def overwrite(self, item: Node, value: str) -> None:
        """Puts another text where one stands in a list."""
        self._changes[span_of(item, self.text)] = [self._short(value, item) or ""]

    def _short(self, value: Any, like: Node | None = None) -> str | None:
        """The value on one line, quoted as the one before; None where it takes several."""
        if self.as_json:
            return json.dumps(plain(value), ensure_ascii=False)
        style = like.style if isinstance(like, ScalarNode) else None
        if isinstance(value, bool) and isinstance(like, ScalarNode) and like.value in ("yes", "no"):
            return "yes" if value else "no"
        if isinstance(value, str) and style == '"':
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and style == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        if isinstance(value, str) and "\n" in value:
            return None
        text = dumped(all_on_one_line(CommentedMap(k=value))).decode()
        return text[len("{k: ") : -len("}\n")]

    # Lists

    def fill(
        self, node: MappingNode, key: str, parts: Sequence[Part], order: Sequence[str]
    ) -> None:
        """Makes a list anew under a key: what stood in it, and values that are new."""
        own = value_under(node, key)
        if not isinstance(own, SequenceNode) or not own.value:
            if parts:
                put = self.replace if own is not None else partial(self.add, order=order)
                put(node, key, list(parts))
        elif not parts and key not in _STAY:
            self.remove(node, key)
        elif len(parts) != len(own.value) or any(
            part is not item for part, item in zip(parts, own.value, strict=True)
        ):
            self.rearrange(
                own, [part if isinstance(part, Node) else self._item(own, part) for part in parts]
            )

    def _item(self, node: SequenceNode, value: Any) -> str:
        """A new item as text for a list that stands there."""
        if not is_block(node):
            return self._in_brackets(node, value)
        column = node.start_mark.column
        return _indented(dumped(CommentedSeq([value])).decode(), 2, column)

    def _entry(self, node: MappingNode, key: str, value: Any) -> str:
        """A new entry as text for a mapping that stands there."""
        if is_block(node):
            return _indented(dumped(CommentedMap({key: value})).decode(), 0, node.start_mark.column)
        name = json.dumps(key) if self.as_json else key
        return f"{name}: {self._in_brackets(node, value)}"

    def _in_brackets(self, node: CollectionNode, value: Any) -> str:
        if not self.as_json:
            return self._short(value) or json.dumps(value, ensure_ascii=False)
        text = json.dumps(plain(value), ensure_ascii=False, indent=2)
        column = node.value[0][0] if isinstance(node, MappingNode) else node.value[0]
        if "\n" not in self._gap(node) or not isinstance(value, dict | list):
            return json.dumps(plain(value), ensure_ascii=False)
        return text.replace("\n", "\n" + " " * int(column.start_mark.column))

    def _gap(self, node: CollectionNode) -> str:
        """What stands between the bracket and the first piece."""
        first = pieces_of(node, self.text)[0].head
        return self.text[node.start_mark.index + 1 : first]

    # Both

    def rearrange(self, node: CollectionNode, parts: Sequence[Node | str]) -> None:
        """Makes a collection, which must not be empty, of these parts: items or keys of its own,
        and new text."""
        nodes = [one[0] if isinstance(one, tuple) else one for one in node.value]
        pieces = pieces_of(node, self.text)
        numbers = {id(one): number for number, one in enumerate(nodes)}
        order = [part if isinstance(part, str) else numbers[id(part)] for part in parts]
        if is_block(node):
            self._changes[pieces[0].span[0], pieces[-1].span[1]] = self._in_lines(pieces, order)
        else:
            start, end = pieces[0].span[0], pieces[-1].span[1]
            self._changes[start, end] = self._between_commas(node, pieces, order)

    def _in_lines(self, pieces: Sequence[Piece], order: Sequence[str | int]) -> list[Span | str]:
        made: list[Span | str] = []
        kept = {number for number in order if isinstance(number, int)}
        left = [number for number in range(len(pieces)) if number not in kept]
        for row in order:
            if isinstance(row, str):
                made.append(row)
                continue
            made += [self._comments(pieces[n].above) for n in left if n < row]
            left = [n for n in left if n > row]
            made += [pieces[row].above, pieces[row].span]
        made += [self._comments(pieces[n].above) for n in left]
        inline = self.text[pieces[0].span[0] - 1 : pieces[0].span[0]] not in ("", "\n")
        if inline and order and order[0] != 0:
            return self._begun_inline(made, pieces)
        return made

    def _begun_inline(self, made: list[Span | str], pieces: Sequence[Piece]) -> list[Span | str]:
        """The first piece stands behind a dash, so that it needs no blanks before it."""
        heads = {piece.span: (piece.head, piece.span[1]) for piece in pieces}
        for number, part in enumerate(made):
            if isinstance(part, str) and part.strip():
                return [part.lstrip(" "), *made[number + 1 :]]
            if not isinstance(part, str) and part in heads:
                return [heads[part], *made[number + 1 :]]
        return made

    def _comments(self, span: Span) -> str:
        """What stands above a piece that is taken out: comments on more than that piece."""
        above = self.text[span[0] : span[1]]
        return above if "#" in above else ""

    def _between_commas(
        self, node: CollectionNode, pieces: Sequence[Piece], order: Sequence[str | int]
    ) -> list[Span | str]:
        made: list[Span | str] = []
        gap = self._gap(node)
        comma = f",{gap}" if "\n" in gap and "#" not in gap else ", "
        for number, row in enumerate(order):
            before = order[number - 1] if number else None
            if isinstance(row, int) and isinstance(before, int) and before + 1 == row:
                made.append((pieces[before].span[1], pieces[row].span[0]))
            elif number:
                made.append(comma)
            made.append(row if isinstance(row, str) else pieces[row].span)
        return made


def _place_for(key: str, rows: Sequence[str | tuple[str, Any]], order: Sequence[str]) -> int:
    """Behind the nearest key that stands before it in the order, never at the very first place."""
    names = [row if isinstance(row, str) else row[0] for row in rows]
    earlier = order[: order.index(key)] if key in order else order
    for name in reversed(earlier):
        if name in names:
            return names.index(name) + 1
    return min(1, len(rows))


def _indented(text: str, cut: int, column: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(" " * column + line[cut:] if line.strip() else line for line in lines)
