"""Plain data (mappings, lists, texts, numbers) as YAML, for formats that are YAML or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from workflows.formats.yaml_style import SafeRepresenter

__all__ = ["Plain", "plain_yaml"]

type Plain = Mapping[str, Plain] | Sequence[Plain] | str | int | float | bool | None
"""What JSON can hold."""


def plain_yaml(data: Plain) -> bytes:
    """The data as UTF-8 YAML in its own order; the same data gives the same bytes. No anchors."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Representer = _Representer
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    buffer = BytesIO()
    yaml.dump(_commented(data), buffer)
    return buffer.getvalue()


class _Representer(SafeRepresenter):
    """Writes everything out: readers of other tools, and ours, refuse aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether the value is written out each time."""
        return True


def _commented(data: Plain) -> object:
    if isinstance(data, str):
        lines = "\n" in data and all(line == line.rstrip() for line in data.split("\n"))
        fit = lines and data.replace("\n", "").isprintable() and not data.startswith((" ", "\n"))
        return LiteralScalarString(data) if fit else data
    if isinstance(data, Mapping):
        return CommentedMap((key, _commented(value)) for key, value in data.items())
    if isinstance(data, Sequence):
        return CommentedSeq(_commented(value) for value in data)
    return data
