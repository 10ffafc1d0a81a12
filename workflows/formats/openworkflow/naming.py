"""Names of tasks, events, errors and services, as a map has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from workflows.definition.validation import is_id
from workflows.formats.openworkflow.policies import at
from workflows.formats.safe_names import slug

__all__ = ["Names", "error_name", "event_type", "host_of"]

_LONGEST = 200


class Names:
    """Ids that are each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def fresh(self, wanted: str) -> str:
        """The name itself where it can be an id and nobody has it, else one like it."""
        base = wanted if is_id(wanted) else slug(wanted)
        if not is_id(base):
            base = f"task-{base}".rstrip("-")
        found = base
        while found in self._taken:
            self._next[base] = self._next.get(base, 1) + 1
            found = f"{base}-{self._next[base]}"
        self._taken.add(found)
        return found


def error_name(error: Any) -> str:
    """The code of an error: the last part of its type, else its title, else its status."""
    kind = at(error, "type")
    if isinstance(kind, str) and kind and not kind.startswith("${"):
        return slug(kind.rstrip("/").rsplit("/", 1)[-1])
    for key in ("title", "status"):
        value = at(error, key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return " ".join(str(value).split())[:_LONGEST]
    return ""


def event_type(strategy: Any) -> tuple[str, str]:
    """The types of the events that are listened to, and whether to one, any or all of them."""
    one = at(strategy, "one")
    if one is not None:
        return _types([one]), "one"
    how = "all" if at(strategy, "all") is not None else "any"
    listed = at(strategy, how)
    return _types(listed if isinstance(listed, list) else []), how


def _types(filters: list[Any]) -> str:
    found = (at(one, "with", "type") or at(one, "with", "source") for one in filters)
    return " or ".join(" ".join(str(one).split()) for one in found if one)[:_LONGEST]


def host_of(task: Mapping[str, Any], use: Mapping[str, Any]) -> str:
    """The host that a call goes to, or the name of its service; empty where it has none."""
    inner = task.get("try")
    if isinstance(inner, list) and len(inner) == 1 and isinstance(inner[0], Mapping):
        only = next(iter(inner[0].values()), None)
        return host_of(only, use) if isinstance(only, Mapping) and "try" not in only else ""
    kind, given = task.get("call"), task.get("with")
    if not isinstance(kind, str):
        return ""
    function = at(use, "functions", kind)
    if isinstance(function, Mapping) and function.get("call") != kind:
        return host_of({"call": function.get("call"), "with": function.get("with")}, {})
    if kind == "grpc":
        return str(at(given, "service", "host") or at(given, "service", "name") or "")
    return _host(at(given, "endpoint") or at(given, "document", "endpoint"))


def _host(endpoint: Any) -> str:
    address = at(endpoint, "uri") or endpoint
    if not isinstance(address, str) or "://" not in address:
        return ""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
