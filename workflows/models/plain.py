"""Frozen dataclasses as plain JSON data and back, without loss.

It serves the columns that hold a definition, a scenario or findings. It knows what those are made
of: dataclasses, enumerations, tuples, frozen sets, mappings with text keys, optional values, dates,
numbers, texts. A key that stored data lacks takes the field's default, so old rows stay readable
when a dataclass gains a field.
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
        return _optional_reader(kind)
    if get_origin(kind) in (tuple, frozenset):
        return _sequence_reader(kind)
    if get_origin(kind) is Mapping:
        return _mapping_reader(kind)
    if kind is dt.date:
        return dt.date.fromisoformat
    if kind in (int, float, str, bool):
        return _same
    raise TypeError(f"{kind!r} has no plain form")


def _same(data: Any) -> Any:
    return data


def _dataclass_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(data: Any) -> Any:
        return kind(**{name: readers[name](item) for name, item in data.items()})

    return read


def _optional_reader(kind: Any) -> _Reader:
    (wanted,) = [part for part in get_args(kind) if part is not type(None)]
    inner = _reader(wanted)
    return lambda data: None if data is None else inner(data)


def _sequence_reader(kind: Any) -> _Reader:
    shape, inner = get_origin(kind), _reader(get_args(kind)[0])
    return lambda data: shape(inner(item) for item in data)


def _mapping_reader(kind: Any) -> _Reader:
    key, item = (_reader(part) for part in get_args(kind))
    return lambda data: {key(name): item(value) for name, value in data.items()}
