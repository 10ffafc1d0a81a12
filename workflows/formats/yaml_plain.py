"""Plain data (mappings, lists, texts, numbers) as YAML, for formats that are YAML or JSON.

Written here, as documents of a megabyte are common and ruamel.yaml takes half a minute for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Plain", "plain_yaml"]

type Plain = Mapping[str, Plain] | Sequence[Plain] | str | int | float | bool | None
"""What JSON can hold."""

_BARE = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_ ./+-]*[A-Za-z0-9_])?", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "none"})
_LONGEST = 200


def plain_yaml(data: Plain) -> bytes:
    """The data as UTF-8 YAML in its own order; the same data gives the same bytes. No anchors."""
    return ("\n".join(_lines(data, "")) + "\n").encode()


def _lines(data: Plain, indent: str) -> Iterator[str]:
    """The lines of a mapping or a list; of a scalar, the one that holds it."""
    if isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _under(f"{indent}{_scalar(str(key))}:", value, indent + "  ")
    elif isinstance(data, Sequence) and not isinstance(data, str) and data:
        for item in data:
            yield from _item(item, indent)
    else:
        yield indent + _scalar(data)


def _under(head: str, value: Plain, indent: str) -> Iterator[str]:
    if isinstance(value, str) and _is_block(value):
        yield f"{head} |-"
        yield from (indent + line if line else "" for line in value.split("\n"))
    elif isinstance(value, str) or not isinstance(value, Mapping | Sequence) or not value:
        yield f"{head} {_scalar(value)}"
    else:
        yield head
        yield from _lines(value, indent)


def _item(item: Plain, indent: str) -> Iterator[str]:
    first, *rest = _lines(item, indent + "  ")
    yield f"{indent}- {first.lstrip(' ')}"
    yield from rest


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        len(lines) > 1
        and text == text.strip()
        and all(line == line.rstrip() and line.isprintable() for line in lines)
    )


def _scalar(value: Plain) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if len(value) < _LONGEST and _BARE.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
