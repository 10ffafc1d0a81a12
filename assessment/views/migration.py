"""Decide: the way from the model the team has to the recommended one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from assessment.decision.migration.markdown import migration_markdown
from assessment.decision.migration.parts import Conduct, PathState
from assessment.selectors.journey import next_step
from assessment.selectors.migration import grid_of, migration_of, moves_of, shown_wave
from assessment.views.door import enter
from projects.http import PersonRequest
from workflows.exceptions import NoMapError

__all__ = ["download", "migration"]


@require_GET
@login_required
def migration(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The waves at a glance, one wave in full (``?wave=2``), and advice on the organisation."""
    access = enter(request, project_id)
    found = migration_of(access.project)
    if found is None:
        return render(request, "assessment/migration.html", {"access": access})
    path = found.path
    wave = shown_wave(path, request.GET.get("wave", ""))
    grid = grid_of(path) if wave else ()
    page = {
        "access": access,
        "path": path,
        "is_stated": path.state is not PathState.NOT_STATED,
        "grid": grid,
        "wave": wave,
        "moves": moves_of(path, wave) if wave else (),
        "conducts": tuple(dict.fromkeys(cell.conduct for row in grid for cell in row.cells)),
        "marks": _marks(wave.conduct) if wave else {},
        "next": next_step(access.project),
    }
    return render(request, "assessment/migration.html", page)


@require_GET
@login_required
def download(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The whole path as Markdown."""
    access = enter(request, project_id)
    found = migration_of(access.project)
    if found is None:
        raise NoMapError
    name = slugify(access.project.name) or "project"
    headers = {"Content-Disposition": f'attachment; filename="{name}-migration.md"'}
    content = migration_markdown(found.path, access.project.name)
    return HttpResponse(content, content_type="text/markdown; charset=utf-8", headers=headers)


def _marks(conduct: Mapping[str, Conduct]) -> dict[str, str]:
    """The marks of the drawing: a step that is still by hand, or not built, has none."""
    drawn = (Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN)
    return {step: f"step--{how}" for step, how in conduct.items() if how in drawn}
