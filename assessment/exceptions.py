"""What can go wrong for people in an assessment; the tree's root stands in ``projects.exceptions``.

PodiumError
├── RuleError
│   ├── FrozenUnreadableError    a milestone whose file this Podium cannot read
│   ├── KnowledgeUnusableError   a stored knowledge set that this Podium cannot read
│   ├── NothingToFreezeError     a milestone without a workflow map
│   ├── RecordRuleError          a milestone's status or review date that its rules forbid
│   └── RoundClosedError         a ballot came after its round was closed or called off
└── StaleWriteError
    └── StaleRowError   somebody saved the row meanwhile; carries what is stored

A page that needs the workflow map raises ``workflows.exceptions.NoMapError``.
"""

from __future__ import annotations

from assessment.models.revised import Revised
from projects.exceptions import RuleError, StaleWriteError

__all__ = [
    "FrozenUnreadableError",
    "KnowledgeUnusableError",
    "NothingToFreezeError",
    "RecordRuleError",
    "RoundClosedError",
    "StaleRowError",
]


class KnowledgeUnusableError(RuleError):
    """The project uses a knowledge set that this Podium cannot read; ``why`` says what is wrong."""

    def __init__(self, name: str, why: str) -> None:
        self.why = why
        super().__init__(
            f"The project judges by the knowledge set “{name}”, which this Podium cannot "
            f"read: {why} Go back to the shipped one on the page Knowledge base, or upload a "
            "mended set."
        )


class FrozenUnreadableError(RuleError):
    """A milestone's file was written by a Podium that understood it otherwise."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            f"This Podium cannot judge milestone {number} again, since it cannot read its file: "
            f"{why}. What was frozen stays readable on the milestone's page."
        )


class NothingToFreezeError(RuleError):
    """A milestone needs a verdict, and a verdict needs a workflow map."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to freeze yet: a milestone holds a verdict on a workflow map, and "
            "this project has no map. Add the map first."
        )


class RecordRuleError(RuleError):
    """What was asked of a milestone goes against its rules; ``field`` is where to show it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


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
