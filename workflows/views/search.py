"""Search over the steps and participants of all projects that a person is in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from projects.http import PersonRequest
from workflows.forms.search import SearchForm
from workflows.selectors.search import MOST, search

__all__ = ["results"]


@require_GET
@login_required
def results(request: PersonRequest) -> HttpResponse:
    """What was found, project by project and map by map; the empty page without words."""
    form = SearchForm(request.GET or None)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(request.user, wanted)
    hits = sum(len(one.entries) for project in found for one in project.maps)
    context = {"form": form, "wanted": wanted, "found": found, "hits": hits, "most": MOST}
    return render(request, "workflows/search.html", context)
