"""Plan: the 30 days, one task, and one's own tasks."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessment.exceptions import StaleRowError
from assessment.forms.plan import PlanStartForm, TaskForm
from assessment.models import PlanState, PlanTaskRow
from assessment.selectors.plan import my_tasks as tasks_of
from assessment.selectors.plan import plan_of, plan_state, task_line
from assessment.selectors.plan import plan_task as stored_task
from assessment.selectors.verdicts import Judged, suggested_plan, verdict_of
from assessment.services.plan import (
    PlanChanges,
    plan_fingerprint,
    plan_generate,
    plan_task_update,
)
from assessment.views.door import demand_verdict, enter
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest, page_or_part

__all__ = ["my_tasks", "plan", "plan_task"]


@require_http_methods(["GET", "POST"])
@login_required
def plan(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The plan by week; an architect generates it from the verdict, as often as facts change."""
    access = enter(request, project_id)
    state = plan_state(access.project)
    if request.method != "POST":
        form = PlanStartForm(initial=_start_initial(state))
        return _plan_page(request, access, form, verdict_of(access.project))
    judged = demand_verdict(access)
    form = PlanStartForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, access, form, judged, status=422)
    try:
        changes = plan_generate(
            project=access.project,
            by=access.user,
            start=form.cleaned_data["start"],
            tasks=suggested_plan(judged),
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, {})
        return _plan_page(request, access, form, judged, status=409)
    messages.success(request, in_words(changes))
    return redirect("assessment:plan", project_id=project_id)


def in_words(changes: PlanChanges) -> str:
    """What generating did, for the person who pressed the button."""
    told = {"added": changes.added, "changed": changes.changed, "retired": changes.retired}
    parts = [
        f"{len(titles)} {what}: {'; '.join(titles)}." for what, titles in told.items() if titles
    ]
    if not parts:
        return f"The plan stands as it was: {changes.kept} tasks."
    if not changes.kept and not changes.changed and not changes.retired:
        return f"The plan has {len(changes.added)} tasks. Give each an owner."
    kept = f"{changes.kept} stayed. Owners, days, statuses and notes were kept."
    return " ".join([*parts, kept])


def _start_initial(state: PlanState | None) -> dict[str, object]:
    start = state.start if state and state.start else _next_monday(timezone.localdate())
    return {"start": start, "version": state.version if state else 0}


def _next_monday(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=7 - today.weekday())


def _plan_page(
    request: PersonRequest,
    access: ProjectAccess,
    form: PlanStartForm,
    judged: Judged | None,
    status: int = 200,
) -> HttpResponse:
    stored = plan_of(access.project, timezone.localdate())
    fresh = plan_fingerprint(suggested_plan(judged)) if judged else ""
    page = {
        "access": access,
        "form": form,
        "plan": stored,
        "has_map": judged is not None,
        "is_outdated": stored is not None and fresh not in ("", stored.state.generated_from),
    }
    return render(request, "assessment/plan.html", page, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def plan_task(request: PersonRequest, project_id: UUID, task_id: int) -> HttpResponse:
    """One task: owner, due day, status, note. htmx edits it in its row of the plan."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    task = stored_task(access.project, task_id)
    if task is None:
        raise Http404("No such task in this project.")
    if request.method != "POST":
        form = TaskForm(initial=TaskForm.initial_of(task), project=access.project)
        return _task_page(request, access, task, form)
    form = TaskForm(request.POST, project=access.project)
    if not form.is_valid():
        return _task_page(request, access, task, form, status=422)
    try:
        plan_task_update(
            task=task,
            by=access.user,
            edit=form.to_edit(),
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, TaskForm.initial_of(task))
        return _task_page(request, access, task, form, status=409)
    return _task_saved(request, access, task_id)


def _task_page(
    request: PersonRequest,
    access: ProjectAccess,
    task: PlanTaskRow,
    form: TaskForm,
    status: int = 200,
) -> HttpResponse:
    page = {"access": access, "line": _line(access, task), "form": form}
    template = page_or_part(request, "assessment/plan_task.html", "edit")
    return render(request, template, page, status=status)


def _task_saved(request: PersonRequest, access: ProjectAccess, task_id: int) -> HttpResponse:
    if not request.htmx:
        messages.success(request, "The task is saved.")
        return redirect("assessment:plan", project_id=access.project.pk)
    task = stored_task(access.project, task_id)
    page = {"access": access, "line": _line(access, task), "just_saved": True}
    return render(request, "assessment/_task.html", page)


def _line(access: ProjectAccess, task: PlanTaskRow | None) -> object:
    state = plan_state(access.project)
    start = state.start if state else None
    return task_line(task, start, timezone.localdate()) if task else None


@require_GET
@login_required
def my_tasks(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What the person owns in this project, open tasks first."""
    access = enter(request, project_id)
    lines = tasks_of(access.project, access.user, timezone.localdate())
    page = {"access": access, "lines": lines, "open": sum(line.task.is_open for line in lines)}
    return render(request, "assessment/my_tasks.html", page)
