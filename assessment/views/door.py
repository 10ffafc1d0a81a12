"""The door of every page here: readers may look, a write needs the page's permission."""

from __future__ import annotations

from uuid import UUID

from assessment.selectors.verdicts import Judged, verdict_of
from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import NoMapError

__all__ = ["demand_verdict", "enter"]


def enter(
    request: PersonRequest, project_id: UUID, *, to_write: Permission = Permission.EDIT
) -> ProjectAccess:
    """Let the person in to read, or to write where the request does.

    Raises as ``project_access``: Http404 for strangers, PermissionDenied for a role that may not.
    """
    needs = to_write if request.method == "POST" else Permission.READ
    return project_access(request.user, project_id, needs)


def demand_verdict(access: ProjectAccess) -> Judged:
    """The project's verdict. Raises NoMapError where there is nothing to decide about."""
    judged = verdict_of(access.project)
    if judged is None:
        raise NoMapError
    return judged
