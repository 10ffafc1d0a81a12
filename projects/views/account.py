"""One's own account: the name that colleagues see."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from projects.forms.account import PersonForm
from projects.http import PersonRequest
from projects.services.person import person_rename

__all__ = ["account"]


@require_http_methods(["GET", "POST"])
@login_required
def account(request: PersonRequest) -> HttpResponse:
    """Change one's name; e-mail address and password are a link away."""
    form = PersonForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        person_rename(person=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Saved.")
        return redirect("projects:account")
    return render(request, "projects/account.html", {"form": form})
