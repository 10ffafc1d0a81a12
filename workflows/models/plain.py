"""Frozen dataclasses as plain JSON data and back, without loss.

It serves the columns that hold a definition, a scenario or findings. It knows what those are made
of: dataclasses, enumerations, tuples, frozen sets, mappings with text keys, optional values, dates,
numbers, texts. Old rows stay readable: a key that stored data lacks takes the field's default, and
a renamed field names in its metadata what it was called ``formerly``.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

__all__ = ["from_plain", "to_plain"]

_Reader = Callable[[Any], Any]
_SCALARS = frozenset({int, float, str, bool})


def to_plain(value: Any) -> Any:
    """JSON data for a value; sets are sorted, so that equal values give equal bytes."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: Any, data: Any) -> Any:
    """The value of type ``kind`` that ``to_plain`` wrote as ``data``.

    Raises ``TypeError`` for a type it does not know and for data of another shape.
    """
    return _reader(kind)(data)


@cache
def _reader(kind: Any) -> _Reader:
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if get_origin(kind) in (Union, types.UnionType):
        return _union_reader(kind)
    if get_origin(kind) in (tuple, frozenset):
        return _sequence_reader(kind)
    if get_origin(kind) is Mapping:
        return _mapping_reader(kind)
    if kind is dt.date:
        return dt.date.fromisoformat
    if kind in _SCALARS:
        return _same
    raise TypeError(f"{kind!r} has no plain form")


def _same(data: Any) -> Any:
    return data


def _dataclass_reader(kind: Any) -> _Reader:
    # Made when first used: a definition holds definitions.
    @cache
    def readers() -> dict[str, tuple[str, _Reader]]:
        hints = get_type_hints(kind)
        return {
            key: (field.name, _reader(hints[field.name]))
            for field in fields(kind)
            for key in (field.name, field.metadata.get("formerly", field.name))
        }

    def read(data: Any) -> Any:
        known = ((*readers().get(key, (key, _same)), item) for key, item in data.items())
        return kind(**{name: reader(item) for name, reader, item in known})

    return read


def _union_reader(kind: Any) -> _Reader:
    """For optional values, and for scalars that JSON tells apart by itself."""
    wanted = {part for part in get_args(kind) if part is not type(None)}
    if wanted <= _SCALARS:
        return _same
    if len(wanted) > 1:
        raise TypeError(f"{kind!r} has no plain form")
    inner = _reader(wanted.pop())
    return lambda data: None if data is None else inner(data)


def _sequence_reader(kind: Any) -> _Reader:
    shape, parts = get_origin(kind), get_args(kind)
    if shape is tuple and ... not in parts:
        each = [_reader(part) for part in parts]
        return lambda data: tuple(read(item) for read, item in zip(each, data, strict=True))
    inner = _reader(parts[0])
    return lambda data: shape(inner(item) for item in data)


def _mapping_reader(kind: Any) -> _Reader:
    key, item = (_reader(part) for part in get_args(kind))
    return lambda data: {key(name): item(value) for name, value in data.items()}
