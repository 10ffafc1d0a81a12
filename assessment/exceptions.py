"""What can go wrong for people in an assessment; the tree's root stands in ``projects.exceptions``.

PodiumError
└── StaleWriteError
    └── StaleRowError   somebody saved the row meanwhile; carries what is stored

A page that needs the workflow map raises ``workflows.exceptions.NoMapError``.
"""

from __future__ import annotations

from assessment.models.revised import Revised
from projects.exceptions import StaleWriteError

__all__ = ["StaleRowError"]


class StaleRowError(StaleWriteError):
    """Somebody saved ``stored`` after the page was loaded; nothing was written."""

    def __init__(self, what: str, stored: Revised) -> None:
        self.stored = stored
        super().__init__(what)

    @property
    def saved_by(self) -> str:
        """Who saved what is stored, in words for the page."""
        return str(self.stored.updated_by or "Podium")
