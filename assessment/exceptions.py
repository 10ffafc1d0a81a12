"""What can go wrong for people in an assessment; the tree's root stands in ``projects.exceptions``.

PodiumError
├── RuleError
│   └── NoMapError      a page needs the workflow map, and the project has none yet
└── StaleWriteError
    └── StaleRowError   as above, and it carries the row that is stored
"""

from __future__ import annotations

from assessment.models.revised import Revised
from projects.exceptions import RuleError, StaleWriteError

__all__ = ["NoMapError", "StaleRowError"]


class StaleRowError(StaleWriteError):
    """Somebody saved ``stored`` after the page was loaded; nothing was written."""

    def __init__(self, what: str, stored: Revised) -> None:
        self.stored = stored
        super().__init__(what)

    @property
    def saved_by(self) -> str:
        """Who saved what is stored, in words for the page."""
        return str(self.stored.updated_by or "Podium")


class NoMapError(RuleError):
    """There is no workflow map, so there is nothing to decide about."""

    def __init__(self) -> None:
        super().__init__("This project has no workflow map yet. Add one first, then come back.")
