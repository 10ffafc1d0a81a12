"""What can go wrong for people with maps, matrices and experiments.

    PodiumError
    ├── RuleError
    │   ├── NoMapError          something needs a workflow map, and the project has none
    │   └── QueueFullError      too many experiments wait or run already
    ├── CellsRefusedError       values that no cell of the requirement matrix can hold
    └── StaleWriteError
        └── StaleRowError       a colleague changed the row of the matrix meanwhile

A map that cannot be read raises ``workflows.definition.findings.DefinitionError``, which carries
every problem with its line.
"""

from __future__ import annotations

from collections.abc import Mapping

from projects.exceptions import PodiumError, RuleError, StaleWriteError
from workflows.models import MatrixRow

__all__ = ["CellsRefusedError", "NoMapError", "QueueFullError", "StaleRowError"]


class NoMapError(RuleError):
    """The project has no workflow map yet."""

    def __init__(self) -> None:
        super().__init__("This project has no workflow map yet. Upload one, or take an example.")


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


class StaleRowError(StaleWriteError):
    """``row`` is what is stored now, with who stored it and when."""

    def __init__(self, step_name: str, row: MatrixRow) -> None:
        self.row = row
        super().__init__(f"the row of “{step_name}”")
