"""Where things stand in the text of a YAML or JSON file, so that a change touches nothing else.

A *collection* is a mapping or a list; its *pieces* are its entries or items, each with the span of
text that goes with it when it is moved or taken out: in block style whole lines with the comment
above and the one behind, in braces and brackets what stands between two commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

__all__ = ["Piece", "Span", "end_of", "is_block", "pieces_of", "span_of"]

type Span = tuple[int, int]
"""Begin and end in the text."""

_COMMENT = re.compile(r"[ \t]*#")


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry or item. ``head`` is where it begins itself, ``span`` what goes with it, ``above``
    what stands over it and stays when it is taken out."""

    head: int
    span: Span
    above: Span


def is_block(node: Node) -> bool:
    """Whether it is a collection without braces or brackets."""
    return isinstance(node, CollectionNode) and not node.flow_style


def span_of(node: Node, text: str) -> Span:
    """The value itself, without what stands behind it."""
    return node.start_mark.index, end_of(node, text)


def end_of(node: Node, text: str) -> int:
    """Where the last character of the value stands. The parser ends a block only where the next
    token begins."""
    while is_block(node):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return start + len(text[start:end].rstrip())
    return end


def pieces_of(node: CollectionNode, text: str) -> list[Piece]:
    """The pieces of a collection, in the order of the file."""
    values = [one[1] if isinstance(one, tuple) else one for one in node.value]
    tails = [end_of(value, text) for value in values]
    heads = _heads(node, tails, text)
    if is_block(node):
        return _lines(heads, tails, node.start_mark.column, text)
    return [
        Piece(head, (head, tail), (head, head)) for head, tail in zip(heads, tails, strict=True)
    ]


def _heads(node: CollectionNode, tails: Sequence[int], text: str) -> list[int]:
    if isinstance(node, MappingNode):
        return [key.start_mark.index for key, _ in node.value]
    if not is_block(node):
        return [item.start_mark.index for item in node.value]
    # A block item begins at its dash, which the parser does not keep.
    return [node.start_mark.index, *(_next_content(tail, text) for tail in tails[:-1])]


def _next_content(after: int, text: str) -> int:
    """The first character behind this line that is neither blank nor in a comment."""
    at = _next_line(after, text)
    while _COMMENT.match(text, at) or not text[at : _line_end(at, text)].strip():
        at = _next_line(at, text)
    return at + len(text[at:]) - len(text[at:].lstrip(" "))


def _line_end(at: int, text: str) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _next_line(at: int, text: str) -> int:
    return min(_line_end(at, text) + 1, len(text))


def _lines(heads: Sequence[int], tails: Sequence[int], column: int, text: str) -> list[Piece]:
    pieces: list[Piece] = []
    before = _first_line(heads[0], text)
    for number, (head, tail) in enumerate(zip(heads, tails, strict=True)):
        start = _comment_start(before, head, text) if number else before
        end = _next_line(tail, text)
        if number + 1 < len(heads):
            end = _own_comments(end, column, text)
        pieces.append(Piece(head, (start, end), (before, start)))
        before = end
    return pieces


def _first_line(head: int, text: str) -> int:
    """Where the first piece begins: at its line and the comments right above, unless something
    stands before it on that line."""
    start = text.rfind("\n", 0, head) + 1
    if text[start:head].strip():
        return head
    while start and _COMMENT.match(text, above := text.rfind("\n", 0, start - 1) + 1):
        start = above
    return start


def _comment_start(before: int, head: int, text: str) -> int:
    """Where a piece begins between the one before and its head: the comment right above it is
    its own, one behind an empty line is not."""
    lines = text[before:head].splitlines(keepends=True)
    own = head - len(text[before:head]) + sum(map(len, lines))
    for line in reversed(lines):
        if not line.strip() and line.endswith("\n"):
            break
        own -= len(line)
    return own


def _own_comments(end: int, column: int, text: str) -> int:
    """Comments that stand deeper than a piece belong to what is above them."""
    while (found := _COMMENT.match(text, end)) and found.end() - 1 - end > column:
        end = _next_line(end, text)
    return end
