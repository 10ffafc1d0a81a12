"""The Report stage: the versions of a project, one version, its state and its file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from projects.access import Permission, project_access
from projects.http import PersonRequest, page_or_part
from projects.models import Project
from reports.forms.report import ReportForm
from reports.models import Report
from reports.selectors.reports import missing_for, report_file, report_of, reports_for
from reports.tasks import report_again, report_start

__all__ = ["create", "download", "report", "reports", "retry", "status"]


@require_GET
@login_required
def reports(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """All versions, the button for the next one, and what that one would lack."""
    access = project_access(request.user, project_id)
    missing = missing_for(access.project)
    context = {
        "access": access,
        "form": ReportForm(),
        "reports": reports_for(access.project),
        "missing": missing,
        "blocked": any(part.blocks for part in missing),
    }
    return render(request, "reports/reports.html", context)


@require_POST
@login_required
def create(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Freeze what stands now as the next version and have it printed."""
    access = project_access(request.user, project_id, Permission.CONTRIBUTE)
    form = ReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["token"])))
        return redirect("reports:reports", project_id=project_id)
    made = report_start(
        project=access.project,
        actor=access.user,
        token=form.cleaned_data["token"],
        today=timezone.localdate(),
    )
    return redirect(made)


@require_GET
@login_required
def report(request: PersonRequest, project_id: UUID, report_id: UUID) -> HttpResponse:
    """One version: its state, what it says, and its file."""
    access = project_access(request.user, project_id)
    context = {"access": access, "report": _report(access.project, report_id)}
    return render(request, "reports/report.html", context)


@require_GET
@login_required
@vary_on_headers("HX-Request")
def status(request: PersonRequest, project_id: UUID, report_id: UUID) -> HttpResponse:
    """The state of one version, asked for again and again while it is being printed."""
    access = project_access(request.user, project_id)
    context = {"access": access, "report": _report(access.project, report_id)}
    return render(request, page_or_part(request, "reports/report.html", "state"), context)


@require_POST
@login_required
def retry(request: PersonRequest, project_id: UUID, report_id: UUID) -> HttpResponse:
    """Print a failed version again."""
    access = project_access(request.user, project_id, Permission.CONTRIBUTE)
    again = report_again(report=_report(access.project, report_id), actor=access.user)
    return redirect(again)


@require_GET
@login_required
def download(request: PersonRequest, project_id: UUID, report_id: UUID) -> HttpResponse:
    """The PDF. It never changes, so a browser may keep it."""
    access = project_access(request.user, project_id)
    found = _report(access.project, report_id)
    file = report_file(found)
    if file is None:
        raise Http404("This report is not ready yet.")
    name = f"{slugify(access.project.name) or 'podium'}-report-{found.number}.pdf"
    return HttpResponse(
        bytes(file.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _report(project: Project, report_id: UUID) -> Report:
    found = report_of(project, report_id)
    if found is None:
        raise Http404("There is no such report in this project.")
    return found
