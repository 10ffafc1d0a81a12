"""What the reader gathers on its way, and values taken out of a state without ever raising."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from workflows.definition.findings import Finding, Problem, Severity
from workflows.formats.asl.loading import Document

__all__ = ["ASSUMED", "LONGEST_SECONDS", "NOT_READ", "Intake", "Part", "is_filled_in_later"]

NOT_READ = "format-not-read"
ASSUMED = "format-assumed"
LONGEST_SECONDS = 99_999_999
"""The longest timeout that AWS takes."""

_SOURCE = "https://states-language.net/spec.html"
_LATER = re.compile(r"\s*\{%.*%\}\s*|.*\$\{[^}]*\}.*", re.DOTALL)


def is_filled_in_later(value: object) -> bool:
    """Whether a text is a JSONata expression or holds a substitution, so that only the running
    or the deployed state machine knows its value."""
    return isinstance(value, str) and _LATER.fullmatch(value) is not None


@dataclass(slots=True)
class Intake:
    """Notes and problems; ``places`` says where in the file each node comes from."""

    document: Document
    notes: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, tuple[str | int, ...]] = field(default_factory=dict)

    def problem(self, where: str, message: str, path: tuple[str | int, ...]) -> None:
        """Notes what is wrong at a place of the file."""
        line = self.document.line(path)
        self.problems.append(Problem(where=where, message=message, line=line))

    def assumed(self, where: str, message: str, mend: str = "") -> None:
        """Notes what the file does not say and the map does, or says differently."""
        self._note(ASSUMED, Severity.LOW, where, message, mend)

    def not_read(self, where: str, message: str, mend: str = "") -> None:
        """Notes what no field of the map can say; it is kept beside the node."""
        self._note(NOT_READ, Severity.MEDIUM, where, message, mend)

    def _note(self, code: str, severity: Severity, where: str, message: str, mend: str) -> None:
        self.notes.append(
            Finding(
                code=code,
                severity=severity,
                where=where,
                message=message,
                mend=mend,
                source=_SOURCE,
            )
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One object of the file; ``where`` is its place in words, ``path`` in keys."""

    data: dict[str, Any]
    where: str
    path: tuple[str | int, ...]
    intake: Intake

    def problem(self, key: str, message: str) -> None:
        """Notes what is wrong with a key; an empty key means the object itself."""
        path = (*self.path, key) if key else self.path
        self.intake.problem(self.where, f"{key} {message}" if key else message, path)

    def text(self, key: str) -> str:
        """A text; empty where absent."""
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self.problem(key, f"must be a text, got {_shown(value)}")
        return ""

    def mapping(self, key: str) -> Part | None:
        """An object; None where absent."""
        value = self.data.get(key)
        if isinstance(value, dict):
            return Part(value, self.where, (*self.path, key), self.intake)
        if value is not None:
            self.problem(key, f"must be an object, got {_shown(value)}")
        return None

    def parts(self, key: str, what: str) -> tuple[Part, ...]:
        """The objects of a list; ``what`` names one of them."""
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.problem(key, f"must be a list, got {_shown(value)}")
            return ()
        found = []
        for number, item in enumerate(value):
            path = (*self.path, key, number)
            if isinstance(item, dict):
                found.append(Part(item, self.where, path, self.intake))
            else:
                message = f"{what} {number + 1} must be an object, got {_shown(item)}"
                self.intake.problem(self.where, message, path)
        return tuple(found)

    def number(self, key: str, *, least: float = 0, most: float = LONGEST_SECONDS) -> None:
        """Checks a number where there is one; a value filled in later passes."""
        value = self.data.get(key)
        if value is None or is_filled_in_later(value):
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problem(key, f"must be a number, got {_shown(value)}")
        elif not least <= value <= most:
            self.problem(key, f"must be between {least:g} and {most:,}, got {value}")

    def codes(self, key: str) -> None:
        """Checks a list of error names."""
        value = self.data.get(key)
        if isinstance(value, list) and value and all(isinstance(code, str) for code in value):
            return
        self.problem(key, "must list one error name or more, such as States.ALL")


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return f"the text {value!r:.40}" if isinstance(value, str) else f"{value!r:.40}".lower()
