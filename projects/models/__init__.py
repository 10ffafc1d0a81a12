"""The rows of people and projects, one file a model."""

from projects.models.activity import ActivityEntry
from projects.models.invitation import Invitation, InvitationState
from projects.models.membership import Membership, Role
from projects.models.project import Project
from projects.models.user import User

__all__ = [
    "ActivityEntry",
    "Invitation",
    "InvitationState",
    "Membership",
    "Project",
    "Role",
    "User",
]
