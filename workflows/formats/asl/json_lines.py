"""Where each value of a JSON text stands. Only asked when a message needs a line."""

from __future__ import annotations

import json
import re

__all__ = ["lines_of"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n')


class _Open:
    """One object or list that is not closed yet."""

    __slots__ = ("at_key", "is_list", "key", "keys")

    def __init__(self, is_list: bool) -> None:
        self.is_list = is_list
        self.at_key = not is_list
        self.key: str | int = 0 if is_list else ""
        self.keys: set[str] = set()


def lines_of(
    text: str, doubled: list[tuple[str, int]] | None = None
) -> dict[tuple[str | int, ...], int]:
    """The line of every value, by its path; that of an object's value is the line of its key.

    ``doubled`` gets each key that an object has twice, with the line of its second time. The text
    need not be valid: what cannot be placed is left out.
    """
    found: dict[tuple[str | int, ...], int] = {(): 1}
    stack: list[_Open] = []
    line = 1
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece == "\n":
            line += 1
        elif piece in "}]":
            stack = stack[:-1]
        elif piece == ",":
            _next(stack)
        elif piece == ":":
            continue
        elif stack and stack[-1].at_key:
            _key(stack, piece, line, found, doubled)
        else:
            if not stack or stack[-1].is_list:
                found.setdefault(_path(stack), line)
            if piece in "{[":
                stack.append(_Open(piece == "["))
    return found


def _path(stack: list[_Open]) -> tuple[str | int, ...]:
    return tuple(one.key for one in stack)


def _next(stack: list[_Open]) -> None:
    if not stack:
        return
    top = stack[-1]
    top.at_key = not top.is_list
    if isinstance(top.key, int):
        top.key += 1


def _key(
    stack: list[_Open],
    piece: str,
    line: int,
    found: dict[tuple[str | int, ...], int],
    doubled: list[tuple[str, int]] | None,
) -> None:
    top = stack[-1]
    try:
        key = str(json.loads(piece, strict=False))
    except ValueError:
        key = piece
    top.key, top.at_key = key, False
    found.setdefault(_path(stack), line)
    if doubled is not None and key in top.keys:
        doubled.append((key, line))
    top.keys.add(key)
