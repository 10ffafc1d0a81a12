"""Compares the engine with bpmn-js-token-simulation: ``python -m
tests.conformance.token_simulation FOLDER``.

The folder holds pairs ``NAME.bpmn`` and ``NAME.json``, a map and the trace that the simulator
recorded. Prints a line per pair that differs, and the count; exits with 1 where any does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.conformance.causality import differences
from tests.conformance.relations import relations
from tests.conformance.replay import replayed
from tests.conformance.traces import Mark, trace_of
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.formats.bpmn import read
from workflows.formats.bpmn.elements import bpmn

__all__ = ["compare", "main", "pairs"]


def pairs(folder: Path) -> list[Path]:
    """The maps in a folder that have a trace beside them."""
    return [path for path in sorted(folder.glob("*.bpmn")) if path.with_suffix(".json").exists()]


def compare(path: Path) -> list[str]:
    """In what the engine's run of a map differs from the trace beside it; empty: in nothing."""
    content = path.read_bytes()
    try:
        definition = read(content).definition
    except DefinitionError as error:
        return [f"is not read: {problem}" for problem in error.problems]
    name = _names(content, definition)
    trace = trace_of(path.with_suffix(".json").read_text(encoding="utf-8"), name)
    marks = [Mark(mark.kind, name(mark.element)) for mark in replayed(definition, trace)]
    return differences(relations(definition), trace.marks, marks)


def _names(content: bytes, definition: Definition) -> Callable[[str], str]:
    """What the map calls an element of the trace: the simulator names pools instead of processes,
    and the sheets of collapsed sub-processes instead of the sub-processes."""
    pools = etree.fromstring(content).iter(bpmn("participant"))
    processes = {pool.get("id"): pool.get("processRef") or "" for pool in pools}
    whole = len({node.process for node in definition.nodes}) == 1

    def name(element: str) -> str:
        sheet = element.removesuffix("_plane")
        if sheet in definition.by_id:
            return sheet
        process = processes.get(element, element)
        return definition.id if whole and process in ("", definition.id) else process

    return name


def main(arguments: list[str]) -> int:
    """Compares all pairs of a folder; the exit code."""
    if len(arguments) != 1 or not (found := pairs(Path(arguments[0]))):
        print("usage: python -m tests.conformance.token_simulation FOLDER")
        print("FOLDER holds pairs NAME.bpmn and NAME.json")
        return 2
    failed = 0
    for path in found:
        different = _compared(path)
        failed += bool(different)
        for line in different:
            print(f"{path.stem}: {line}")
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _compared(path: Path) -> list[str]:
    """As ``compare``; a pair that cannot be run at all must not hide the others."""
    try:
        return compare(path)
    except Exception as error:
        return [f"cannot be run: {type(error).__name__}: {error}"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
