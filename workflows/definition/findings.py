"""What Podium noticed: findings about a map or an assessment, and problems that stop a reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DefinitionError", "Finding", "Problem", "Severity"]


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the app noticed.

    ``code`` names the rule (``effect-without-undo``), ``where`` is a node id, a fact's key
    (``context.regulation``) or empty for the whole map. ``message`` says what and why it matters in
    one sentence, ``mend`` what to do about it, ``source`` where the rule comes from.
    """

    code: str
    severity: Severity
    where: str
    message: str
    mend: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input. ``line`` counts from 1; None where a format has no
    lines. ``where`` names the place in words ("step 'pay'")."""

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class DefinitionError(Exception):
    """An input that cannot be read as a definition; carries every problem found, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))
