"""What can go wrong for people, as one small tree of errors.

    PodiumError                 base: carries ``message``, written for the person who sees it
    ├── RuleError               the request is understood, but a rule of the project forbids it
    │   ├── LastOwnerError      a project must keep an owner
    │   ├── AlreadyMemberError  somebody joins a project they are in
    │   └── InvitationClosedError   the link was used, revoked, or came too late
    └── StaleWriteError         somebody else changed the same thing meanwhile; nothing was written

``projects.middleware.PodiumErrorMiddleware`` turns all of them into a page, in one place. Other
apps hang their own errors into this tree.
"""

from __future__ import annotations

from typing import ClassVar

from projects.models.invitation import InvitationState

__all__ = [
    "AlreadyMemberError",
    "InvitationClosedError",
    "LastOwnerError",
    "PodiumError",
    "RuleError",
    "StaleWriteError",
]


class PodiumError(Exception):
    """Base of all errors that people get to read. ``message`` says what is wrong and the mend."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class RuleError(PodiumError):
    """A rule forbids what was asked for."""


class StaleWriteError(PodiumError):
    """The row changed since the page was loaded, so the write was refused."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"Somebody changed {what} while you were editing. Nothing of yours was saved yet: "
            "compare, then save again."
        )


class LastOwnerError(RuleError):
    """A project must keep at least one owner."""

    def __init__(self) -> None:
        super().__init__(
            "A project needs an owner, and this is its last one. Make somebody else owner first."
        )


class AlreadyMemberError(RuleError):
    """Somebody accepts an invitation to a project they are in; their role stays as it is."""

    def __init__(self, project_name: str) -> None:
        self.project_name = project_name
        super().__init__(
            f"You are already in “{project_name}”, and your role stays as it is. "
            "To change it, ask an owner. The link was not used up."
        )


class InvitationClosedError(RuleError):
    """The invitation cannot be used any more. ``state`` says why."""

    _WHY: ClassVar[dict[InvitationState, str]] = {
        InvitationState.ACCEPTED: "This invitation was already used: each link works once.",
        InvitationState.REVOKED: "This invitation was revoked by an owner of the project.",
        InvitationState.EXPIRED: "This invitation has expired.",
    }

    def __init__(self, state: InvitationState) -> None:
        self.state = state
        super().__init__(f"{self._WHY[state]} Ask the person who sent it for a new link.")
