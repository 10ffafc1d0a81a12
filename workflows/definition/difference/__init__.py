"""What differs between two versions of a map, and what that means for running cases and events."""

from workflows.definition.difference.changes import Change, ChangeKind, Difference, Subject
from workflows.definition.difference.comparing import difference

__all__ = ["Change", "ChangeKind", "Difference", "Subject", "difference"]
