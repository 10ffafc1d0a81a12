"""Reference paths and the names of variables: ``$.order.total`` is ``order.total``."""

from __future__ import annotations

import re

from workflows.definition.conditions import is_name

__all__ = ["name_from_path", "path_from_name", "shown_path"]

_PATH = re.compile(r"\$\.?((?:[^\W\d]\w*)(?:\.[^\W\d]\w*)*)")
_QUOTED = re.compile(r"\[['\"]([^\W\d]\w*)['\"]\]")


def name_from_path(path: object) -> str:
    """The variable that a path means; empty where no name can say it (an index, the context
    object, a filter, a hyphen)."""
    if not isinstance(path, str):
        return ""
    match = _PATH.fullmatch(_QUOTED.sub(r".\1", path))
    return match[1] if match and is_name(match[1]) else ""


def path_from_name(name: str) -> str:
    """The path of a variable in the input of a state."""
    return f"$.{name}"


def shown_path(path: object) -> str:
    """A path as a label shows it: its last part."""
    return str(path).removeprefix("$.").rsplit(".", 1)[-1]
