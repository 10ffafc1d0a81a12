"""What can go wrong for people with maps, matrices and experiments.

    PodiumError
    ├── RuleError
    │   ├── NoMapError          something needs a workflow map, and the project has none
    │   ├── UnknownMapError     the library has no map of that key
    │   ├── MapInUseError       a map that is the main one, or that others call, cannot go
    │   ├── NoVersionError      the map has no version of that number
    │   ├── OpenConflictsError  a merge has conflicts that nobody has decided
    │   ├── NothingToUndoError   the person has changed nothing that could be taken back
    │   ├── NoDraftError        there is no draft to save into (any more)
    │   └── QueueFullError      too many experiments wait or run already
    ├── CellsRefusedError       values that no cell of one row can hold
    ├── BlockRefusedError       the same for several rows
    └── StaleWriteError
        ├── StaleRowError       a colleague changed the row of the matrix meanwhile
        ├── StaleRowsError      the same for several rows
        ├── StaleDraftError     another tab of the same person changed the draft meanwhile
        └── StaleMapError       a colleague made a version of the map meanwhile

A map that cannot be read raises ``workflows.definition.findings.DefinitionError``, which carries
every problem with its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from projects.exceptions import PodiumError, RuleError, StaleWriteError
from workflows.definition.phrases import count, listed
from workflows.formats.bpmn.merging import Merge
from workflows.models import MapDraft, MapVersion, MatrixRow, WorkflowMap

__all__ = [
    "BlockRefusedError",
    "CellsRefusedError",
    "MapInUseError",
    "NoDraftError",
    "NoMapError",
    "NoVersionError",
    "NothingToUndoError",
    "OpenConflictsError",
    "QueueFullError",
    "StaleDraftError",
    "StaleMapError",
    "StaleRowError",
    "StaleRowsError",
    "UnknownMapError",
]


class NoMapError(RuleError):
    """The project has no workflow map yet."""

    def __init__(self) -> None:
        super().__init__("This project has no workflow map yet. Upload one, or take an example.")


class UnknownMapError(RuleError):
    """The library of the project has no map of that ``key``."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"This project has no map “{key}”. Its library lists the maps it has.")


class MapInUseError(RuleError):
    """The map is the main one, or ``callers`` call it."""

    def __init__(self, owner: WorkflowMap, callers: Sequence[WorkflowMap]) -> None:
        self.callers = tuple(callers)
        names = listed([f"“{caller.name}”" for caller in callers])
        why = f"{names} calls it" if callers else "the assessment is about it"
        super().__init__(f"“{owner.name}” cannot be deleted: {why}.")


class NoVersionError(RuleError):
    """The map has no version of that ``number``."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"This map has no version {number}. Its list shows those it has.")


class OpenConflictsError(RuleError):
    """``merge`` holds the conflicts; those without a choice are in the way."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        super().__init__(
            f"Both sides changed {count(len(merge.open), 'thing')}, each in its own way. "
            "Choose which holds."
        )


class NoDraftError(RuleError):
    """There is no draft: it was made a version, or thrown away, in another tab."""

    def __init__(self) -> None:
        super().__init__(
            "Your draft of this map is gone: it was made a version or thrown away in another tab. "
            "Open the designer again to begin a new one."
        )


class QueueFullError(RuleError):
    """``unfinished`` experiments wait or run already, in this project or in all of them."""

    def __init__(self, unfinished: int, *, everywhere: bool) -> None:
        self.unfinished, self.everywhere = unfinished, everywhere
        place = "on this server" if everywhere else "in this project"
        super().__init__(
            f"{unfinished} experiments are waiting or running {place}, which is as many as may. "
            "Wait until one has finished, or cancel one."
        )


class CellsRefusedError(PodiumError):
    """``errors`` holds a message per column id; nothing of the row was written."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{name} {message}" for name, message in self.errors.items()))


class BlockRefusedError(PodiumError):
    """``errors`` holds a message per column id per step id; nothing was written."""

    def __init__(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        self.errors = {step_id: dict(failed) for step_id, failed in errors.items()}
        told = (
            f"{step_id}: {name} {message}"
            for step_id, failed in self.errors.items()
            for name, message in failed.items()
        )
        super().__init__("; ".join(told))


class NothingToUndoError(RuleError):
    """The person has no change left to take back, or a colleague has changed one of its cells
    since; ``reason`` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class StaleRowError(StaleWriteError):
    """``row`` is what is stored now, with who stored it and when."""

    def __init__(self, step_name: str, row: MatrixRow) -> None:
        self.row = row
        super().__init__(f"the row of “{step_name}”")


class StaleRowsError(StaleWriteError):
    """``rows`` are what is stored now, by the name of their step."""

    def __init__(self, rows: Mapping[str, MatrixRow]) -> None:
        self.rows = dict(rows)
        super().__init__(f"{len(self.rows)} rows of the matrix")


class StaleDraftError(StaleWriteError):
    """``draft`` is what is stored now."""

    def __init__(self, draft: MapDraft) -> None:
        self.draft = draft
        super().__init__("your draft of this map in another tab")


class StaleMapError(StaleWriteError):
    """``version`` is the newest version, with who made it and when."""

    def __init__(self, version: MapVersion) -> None:
        self.version = version
        super().__init__(f"this map (version {version.number})")
