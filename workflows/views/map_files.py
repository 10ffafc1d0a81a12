"""The workflow map as files: the drawing for the viewer, the original, other formats.

Every answer is an attachment: a file that somebody uploaded must never open as a page of ours.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from projects.access import project_access
from projects.http import PersonRequest
from workflows.formats import registry
from workflows.formats.bpmn import with_drawing
from workflows.models import MapVersion
from workflows.selectors.exports import exported
from workflows.selectors.maps import current_map, map_version

__all__ = ["drawing", "export", "original", "version_drawing"]


@require_GET
@login_required
def drawing(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The current map as BPMN with a drawing, for the viewer."""
    access = project_access(request.user, project_id)
    return _drawn(current_map(access.project, map_key))


@require_GET
@login_required
@cache_control(private=True, max_age=3600)
def version_drawing(
    request: PersonRequest, project_id: UUID, number: int, map_key: str = ""
) -> HttpResponse:
    """One version as BPMN with a drawing; it never changes."""
    access = project_access(request.user, project_id)
    return _drawn(map_version(access.project, number, map_key))


@require_GET
@login_required
def original(
    request: PersonRequest, project_id: UUID, number: int, map_key: str = ""
) -> HttpResponse:
    """The very bytes that were uploaded."""
    access = project_access(request.user, project_id)
    found = _found(map_version(access.project, number, map_key))
    return _attachment(bytes(found.original), found.name, found.format)


@require_GET
@login_required
def export(
    request: PersonRequest, project_id: UUID, file_format: str, map_key: str = ""
) -> HttpResponse:
    """The current map with its requirement matrix, in any format that Podium writes."""
    access = project_access(request.user, project_id)
    found = exported(access.project, file_format, map_key)
    if found is None:
        raise Http404("There is no such file.")
    return _attachment(found.content, found.name, file_format)


def _drawn(version: MapVersion | None) -> HttpResponse:
    found = _found(version)
    if found.format == "bpmn":
        content = with_drawing(bytes(found.original))
    else:
        content = registry.write("bpmn", found.definition).content
    return _attachment(content, f"map-{found.number}.bpmn", "bpmn")


def _found(version: MapVersion | None) -> MapVersion:
    if version is None:
        raise Http404("There is no such map.")
    return version


def _attachment(content: bytes, name: str, file_format: str) -> HttpResponse:
    media_type = registry.FORMATS[file_format].media_type
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
