"""All tasks of a document, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap

from workflows.formats.openworkflow.policies import at

__all__ = ["KINDS", "all_tasks", "lists_in"]

KINDS = (
    "call",
    "do",
    "emit",
    "for",
    "fork",
    "listen",
    "raise",
    "run",
    "set",
    "switch",
    "try",
    "wait",
)
"""The kinds of tasks, each named by its key. A ``for`` task has a ``do`` beside it."""


def lists_in(task: CommentedMap) -> Iterator[Any]:
    """The lists of tasks that stand in a task."""
    yield from (task.get("do"), task.get("try"))
    yield from (at(task, "catch", "do"), at(task, "fork", "branches"), at(task, "foreach", "do"))


def all_tasks(items: Any) -> Iterator[tuple[str, CommentedMap]]:
    """Name and content of every task in a list and in its tasks."""
    if not isinstance(items, list):
        return
    for item in items:
        for name, task in item.items() if isinstance(item, CommentedMap) else ():
            if isinstance(task, CommentedMap):
                yield str(name), task
                for inner in lists_in(task):
                    yield from all_tasks(inner)
