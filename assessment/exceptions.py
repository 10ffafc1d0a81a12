"""What can go wrong for people in an assessment; the tree's root stands in ``projects.exceptions``.

PodiumError
├── RuleError
│   └── RoundClosedError    a ballot came after its round was closed or called off
└── StaleWriteError
    └── StaleRowError   somebody saved the row meanwhile; carries what is stored

A page that needs the workflow map raises ``workflows.exceptions.NoMapError``.
"""

from __future__ import annotations

from assessment.models.revised import Revised
from projects.exceptions import RuleError, StaleWriteError

__all__ = ["RoundClosedError", "StaleRowError"]


class StaleRowError(StaleWriteError):
    """Somebody saved ``stored`` after the page was loaded; nothing was written."""

    def __init__(self, what: str, stored: Revised) -> None:
        self.stored = stored
        super().__init__(what)

    @property
    def saved_by(self) -> str:
        """Who saved what is stored, in words for the page."""
        return str(self.stored.updated_by or "Podium")


class RoundClosedError(RuleError):
    """A ballot came, changed or went after its round had ended; what was given before stands."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has ended meanwhile, so this was not counted. A ballot that you gave before "
            "stands as it was."
        )
