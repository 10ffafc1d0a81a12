"""The knowledge base of a project: read it, replace parts of it, go back to the shipped one."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.knowledge_sets import QUESTIONS_FILE, SUITABILITY_FILE
from assessment.decision.toml_table import KnowledgeError
from assessment.exceptions import KnowledgeUnusableError
from assessment.forms.knowledge import ChooseForm, ReuseForm, UploadForm
from assessment.models import KnowledgeSetRow
from assessment.selectors.knowledge import (
    knowledge_choice,
    knowledge_of,
    knowledge_set,
    knowledge_sets,
    reusable_sets,
)
from assessment.selectors.knowledge_preview import preview_of
from assessment.services.knowledge import (
    knowledge_choose,
    knowledge_set_copy,
    knowledge_set_store,
)
from assessment.views.door import enter
from projects.access import ProjectAccess
from projects.exceptions import RuleError
from projects.http import PersonRequest
from projects.models import Project

__all__ = ["choose", "download", "knowledge", "preview", "reuse", "upload"]

_ANSWERS = range(1, 6)


@require_GET
@login_required
def knowledge(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What the project judges by, readable, with its sources, and the ways to replace it."""
    return _page(request, enter(request, project_id))


@require_POST
@login_required
def upload(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Keep an uploaded set, and show what judging by it would do."""
    access = enter(request, project_id)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, upload_form=form, status=422)
    stored = knowledge_set_store(project=access.project, by=access.user, own=form.to_set())
    return redirect("assessment:knowledge-set", project_id=project_id, number=stored.number)


@require_POST
@login_required
def reuse(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Take over a set of another project in which the person is owner or architect."""
    access = enter(request, project_id)
    form = _reuse_form(access, request.POST)
    if not form.is_valid():
        return _page(request, access, reuse_form=form, status=422)
    source = form.cleaned_data["source"]
    try:
        stored = knowledge_set_copy(project=access.project, by=access.user, source=source)
    except KnowledgeError as error:
        raise KnowledgeUnusableError(source.name, f"{error}.") from error
    return redirect("assessment:knowledge-set", project_id=project_id, number=stored.number)


@require_GET
@login_required
def preview(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """One set: what it changes, and what it would do to the verdict."""
    access = enter(request, project_id)
    found = _set(access.project, number)
    chosen = knowledge_choice(access.project)
    page = {
        "access": access,
        "set": found,
        "is_used": bool(chosen and chosen.knowledge_set == found),
        "preview": preview_of(access.project, found),
        "choose": _choose_form(access, number),
    }
    return render(request, "assessment/knowledge_set.html", page)


@require_POST
@login_required
def choose(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Judge by a set from now on, or by the shipped knowledge base again."""
    access = enter(request, project_id)
    form = ChooseForm(request.POST)
    if not form.is_valid():
        raise RuleError("This page is out of date: load it again, then try once more.")
    number = form.cleaned_data["number"]
    chosen = _set(access.project, number) if number else None
    knowledge_choose(
        project=access.project,
        by=access.user,
        chosen=chosen,
        expected=form.cleaned_data["version"],
    )
    what = f"“{chosen}”" if chosen else "the shipped knowledge base"
    messages.success(request, f"The project judges by {what} now.")
    return redirect("assessment:knowledge", project_id=project_id)


@require_GET
@login_required
def download(request: PersonRequest, project_id: UUID, number: int, name: str) -> HttpResponse:
    """A file of a set, or the shipped one for number 0, as a point to begin from."""
    access = enter(request, project_id)
    texts = {SUITABILITY_FILE: "suitability", QUESTIONS_FILE: "questions"}
    if name not in texts:
        raise Http404("There is no such file.")
    if number:
        content = getattr(_set(access.project, number), texts[name])
    else:
        content = (files("assessment.knowledge") / name).read_text("utf-8")
    if not content:
        raise Http404("This set leaves the shipped file as it is.")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/toml", headers=headers)


def _set(project: Project, number: int) -> KnowledgeSetRow:
    found = knowledge_set(project, number)
    if found is None:
        raise Http404("This project has no such knowledge set.")
    return found


def _reuse_form(access: ProjectAccess, data: Any = None) -> ReuseForm:
    return ReuseForm(data, sets=list(reusable_sets(access.project, access.user)))


def _choose_form(access: ProjectAccess, number: int) -> ChooseForm:
    chosen = knowledge_choice(access.project)
    version = chosen.version if chosen else 0
    return ChooseForm(initial={"number": number, "version": version})


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    *,
    upload_form: UploadForm | None = None,
    reuse_form: ReuseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    unusable, known = "", load_knowledge()
    try:
        known = knowledge_of(access.project)
    except KnowledgeUnusableError as error:
        # This page mends it, so it alone must open.
        unusable = error.message
    page = {
        "access": access,
        "knowledge": known,
        "unusable": unusable,
        "choice": knowledge_choice(access.project),
        "sets": knowledge_sets(access.project),
        "questions": _rows(known),
        "sources": known.sources,
        "upload_form": upload_form or UploadForm(),
        "reuse_form": reuse_form or _reuse_form(access),
        "back": _choose_form(access, 0),
    }
    return render(request, "assessment/knowledge.html", page, status=status)


def _rows(known: Knowledge) -> list[dict[str, Any]]:
    """Each question with its five answers: what it means, how each model suits it, and why."""
    table = known.suitability
    return [
        {
            "question": question,
            "source": known.cite(question.source),
            "answers": [
                {
                    "answer": answer,
                    "meaning": question.meaning(answer),
                    "cells": table.row(question.id, answer),
                    "reason": table.reasons[question.id][answer - 1],
                }
                for answer in _ANSWERS
            ],
        }
        for question in known.questions
    ]
