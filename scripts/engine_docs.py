"""Brings the tables in docs/engine.md up to date with the code: `python -m scripts.engine_docs`.

A table stands between `<!-- generated: NAME -->` and `<!-- end -->`; BLOCKS says what makes it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import cast

from scripts.generated import rewrite, table
from workflows.definition.model import OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.engine.coordination.gaps import (
    centre,
    interrupting,
    knowing,
    timing,
    undoing,
    waiting,
)
from workflows.engine.coordination.support import Cell, Row, Support, support_matrix
from workflows.engine.core.lifecycle import diagram
from workflows.engine.core.verdicts import RULES
from workflows.engine.drivers.faults import OCCASIONS, CrashPoint, FaultKind, Occasion
from workflows.engine.drivers.world import World

__all__ = ["BLOCKS", "DOCUMENT", "documented", "rewritten"]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "engine.md"
_COUNTED = frozenset({"partitions", "workers", "shards", "redeliveries", "poisonings"})
"""Fields of the world that are numbers of things; the others are microseconds."""


def rewritten(text: str) -> str:
    """The document with every generated block as the code has it now. ``KeyError`` names a block
    that nothing makes."""
    return rewrite(text, BLOCKS)


def documented(cls: type) -> dict[str, str]:
    """The docstrings behind the members of a class, by name: Python itself drops them."""
    body = cast("ast.ClassDef", ast.parse(inspect.getsource(cls)).body[0])
    found: dict[str, str] = {}
    name = ""
    for line in body.body:
        match line:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                found[name] = inspect.cleandoc(text).replace("\n", " ").replace("``", "`")
            case _:
                name = ""
    return found


# The blocks


def _support() -> str:
    matrix = support_matrix()
    notes = list(dict.fromkeys(note for row in matrix for cell in _cells(row) for note in cell.how))
    heads = ("element", "BPMN 2.0.2", "core", *(model.value for model in OrchestrationModel))
    legend = "\n".join(f"{number}. {note}" for number, note in enumerate(notes, start=1))
    return f"{table(heads, _support_rows(matrix, notes))}\n\n{legend}"


def _support_rows(matrix: tuple[Row, ...], notes: list[str]) -> Iterator[list[str]]:
    groups = list(dict.fromkeys(row.group for row in matrix))
    ordered = sorted(matrix, key=lambda row: groups.index(row.group))
    for group, rows in groupby(ordered, key=lambda row: row.group):
        yield [f"**{group}**", *([""] * (len(OrchestrationModel) + 2))]
        for row in rows:
            yield [row.element, row.clause, *(_word(cell, notes) for cell in _cells(row))]


def _cells(row: Row) -> list[Cell]:
    return [row.core, *(row.models[model] for model in OrchestrationModel)]


def _word(cell: Cell, notes: list[str]) -> str:
    numbers = ", ".join(str(notes.index(note) + 1) for note in cell.how)
    return f"{cell.support.value} ({numbers})" if numbers else cell.support.value


def _words() -> str:
    told = documented(Support)
    return table(("word", "means"), ([word.value, told[word.name]] for word in Support))


def _lifecycle() -> str:
    return f"```mermaid\n{diagram()}\n```"


def _world() -> str:
    told = documented(World)
    figures = {name: getattr(World(), name) for name in told}
    rows = ([f"`{name}`", _figure(name, figures[name]), text] for name, text in told.items())
    return table(("figure", "value", "is"), rows)


def _figure(name: str, value: int) -> str:
    if name in _COUNTED:
        return str(value)
    return format_duration(value / 1_000_000) if value % 1_000 == 0 else f"{value} µs"


def _faults() -> str:
    told = documented(FaultKind)
    rows = ([f"`{kind.value}`", OCCASIONS[kind].value, told[kind.name]] for kind in FaultKind)
    return table(("fault", "strikes at", "what happens"), rows)


def _occasions() -> str:
    told = documented(Occasion)
    return table(("occasion", "is"), ([kind.value, told[kind.name]] for kind in Occasion))


def _crash_points() -> str:
    return ", ".join(f"`{point.value}`" for point in CrashPoint)


def _verdicts() -> str:
    rows = ([reason, f"`{verdict.value}`"] for reason, _, verdict in RULES)
    return table(("if", "then it is"), rows)


def _gaps() -> str:
    modules = (interrupting, undoing, knowing, timing, waiting, centre)
    lines = []
    for module in modules:
        lines.append(f"- {_first_line(module.__doc__)}")
        lines += [f"  - {_first_line(rule.__doc__)}" for rule in module.RULES]
    return "\n".join(lines)


def _first_line(text: str | None) -> str:
    return inspect.cleandoc(text or "").split("\n")[0]


BLOCKS: Mapping[str, Callable[[], str]] = {
    "support": _support,
    "support-words": _words,
    "lifecycle": _lifecycle,
    "world": _world,
    "faults": _faults,
    "occasions": _occasions,
    "crash-points": _crash_points,
    "verdicts": _verdicts,
    "gaps": _gaps,
}

if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
