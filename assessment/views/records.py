"""Decide: the milestones of a project, each with its decision record."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.decision.records.review import latest_review
from assessment.decision.records.sections import title_for
from assessment.exceptions import RecordRuleError
from assessment.forms.records import CompareForm, DecideForm, RecordForm, ReviewForm
from assessment.models import Milestone, MilestoneStatus
from assessment.selectors.records import (
    RecordFile,
    current_milestone,
    milestone_of,
    milestones_of,
    open_milestones,
    recheck,
    record_files,
    record_of,
)
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.services.records import milestone_decide, milestone_make, milestone_review_set
from assessment.views.door import demand_verdict, enter
from projects.access import ProjectAccess
from projects.exceptions import RuleError
from projects.http import PersonRequest
from projects.models import Project

__all__ = [
    "all_records",
    "decide",
    "frozen_file",
    "frozen_verdict",
    "markdown",
    "new_record",
    "record",
    "records",
    "review",
]

_OUT_OF_DATE = "This page is out of date: load it again, then try once more."


@require_GET
@login_required
def records(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """All milestones, newest first, and two of them to compare."""
    access = enter(request, project_id)
    found = list(milestones_of(access.project))
    page = {
        "access": access,
        "milestones": found,
        "current": current_milestone(access.project),
        "today": timezone.localdate(),
        "compare": CompareForm(milestones=found),
        "judged": None if found else verdict_of(access.project),
    }
    return render(request, "assessment/records.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def new_record(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Freeze what stands now."""
    access = enter(request, project_id)
    judged = demand_verdict(access)
    older = open_milestones(access.project)
    if request.method != "POST":
        return _new_page(request, access, judged, _blank_form(access, judged, older))
    form = RecordForm(request.POST, older=older)
    if not form.is_valid():
        return _new_page(request, access, judged, form, status=422)
    try:
        made = milestone_make(
            project=access.project,
            by=access.user,
            wish=form.to_wish(),
            token=form.cleaned_data["token"],
            today=timezone.localdate(),
        )
    except RecordRuleError as error:
        form.refuse(error)
        return _new_page(request, access, judged, form, status=422)
    messages.success(request, f"Milestone {made.number} is frozen.")
    return redirect(made)


def _blank_form(access: ProjectAccess, judged: Judged, older: list[Milestone]) -> RecordForm:
    accepted = next((one.number for one in older if one.is_accepted), None)
    initial = {
        "title": title_for(judged.assessment, judged.verdict)[:120],
        "supersedes": accepted,
        "review_on": latest_review(timezone.localdate()),
    }
    return RecordForm(initial=initial, older=older)


def _new_page(
    request: PersonRequest,
    access: ProjectAccess,
    judged: Judged,
    form: RecordForm,
    status: int = 200,
) -> HttpResponse:
    page = {"access": access, "judged": judged, "form": form}
    return render(request, "assessment/record_new.html", page, status=status)


@require_GET
@login_required
def record(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """One milestone: what it says, what it froze, and whether that still holds."""
    access = enter(request, project_id)
    found = _milestone(access.project, number)
    file = record_of(found)
    page = {
        "access": access,
        "milestone": found,
        "record": file,
        "answers": _answers(found),
        "successor": found.successors.exclude(status=MilestoneStatus.REJECTED).first(),
        "is_due": found.is_accepted and found.review_on < timezone.localdate(),
        "review": ReviewForm(initial=ReviewForm.initial_of(found)),
        "rechecks": recheck(found, access.project) if "recheck" in request.GET else (),
    }
    return render(request, "assessment/record.html", page)


@require_POST
@login_required
def decide(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Accept or reject a proposed milestone."""
    access = enter(request, project_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise RuleError(_OUT_OF_DATE)
    decided = milestone_decide(
        milestone=_milestone(access.project, number),
        by=access.user,
        status=MilestoneStatus(form.cleaned_data["status"]),
        expected=form.cleaned_data["revision"],
    )
    messages.success(request, f"Milestone {number} is {decided.status}.")
    return redirect(decided)


@require_POST
@login_required
def review(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Set the day of the next review."""
    access = enter(request, project_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise RuleError(" ".join(str(e) for errors in form.errors.values() for e in errors))
    changed = milestone_review_set(
        milestone=_milestone(access.project, number),
        by=access.user,
        review_on=form.cleaned_data["review_on"],
        today=timezone.localdate(),
        expected=form.cleaned_data["revision"],
    )
    messages.success(request, f"The next review is on {changed.review_on:%-d %B %Y}.")
    return redirect(changed)


@require_GET
@login_required
def markdown(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """The decision record as a file."""
    access = enter(request, project_id)
    file = record_of(_milestone(access.project, number))
    return _download(file.content, file.name, "text/markdown; charset=utf-8")


@require_GET
@login_required
def all_records(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Every decision record, as one archive; the same records give the same bytes."""
    access = enter(request, project_id)
    files = record_files(access.project)
    if not files:
        raise Http404("This project has no decision records yet.")
    name = f"{slugify(access.project.name) or 'podium'}-decisions.zip"
    return _download(_zipped(files), name, "application/zip")


@require_GET
@login_required
def frozen_file(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """The assessment file as it was frozen, for `podium assess`."""
    access = enter(request, project_id)
    found = _milestone(access.project, number)
    return _download(found.file, f"milestone-{number}.yaml", "application/yaml")


@require_GET
@login_required
def frozen_verdict(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """The verdict as it was frozen, in the words of verdict.json."""
    access = enter(request, project_id)
    found = _milestone(access.project, number)
    response = JsonResponse(found.verdict, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="milestone-{number}.json"'
    return response


def _answers(milestone: Milestone) -> list[dict[str, Any]]:
    """The frozen answers, each with the title that its question had."""
    titles = milestone.record["titles"]
    return [
        answer | {"title": titles[answer["question"]]} for answer in milestone.verdict["answers"]
    ]


def _milestone(project: Project, number: int) -> Milestone:
    found = milestone_of(project, number)
    if found is None:
        raise Http404("This project has no such milestone.")
    return found


def _zipped(files: list[RecordFile]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            made = file.made_at.timetuple()[:6]
            archive.writestr(zipfile.ZipInfo(file.name, made), file.content.encode())
    return packed.getvalue()


def _download(content: str | bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
