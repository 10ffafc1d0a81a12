"""Forms that create and rename a project."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from projects.exceptions import StaleWriteError
from projects.forms.project import ProjectForm, ProjectSettingsForm
from projects.models import Project

pytestmark = pytest.mark.django_db  # a model form asks the database to check its constraints


def test_name_and_summary_come_out_trimmed() -> None:
    form = ProjectForm({"name": " Loans ", "summary": "From request to money."})

    assert form.is_valid()
    assert form.name_and_summary == {"name": "Loans", "summary": "From request to money."}


def test_a_project_needs_a_name() -> None:
    assert ProjectForm({"name": "  "}).errors["name"] == ["Give the project a name."]


def test_a_name_too_long_is_told_its_limit() -> None:
    assert "at most 120 characters" in ProjectForm({"name": "x" * 121}).errors["name"][0]


def test_the_settings_form_starts_with_what_is_saved() -> None:
    form = ProjectSettingsForm.showing(Project(name="Loans", summary="Money.", version=3))

    assert [form[name].value() for name in ("name", "summary", "version")] == ["Loans", "Money.", 3]


def test_a_refused_form_keeps_what_was_typed_and_takes_the_new_version() -> None:
    form = ProjectSettingsForm(QueryDict("name=Mine&summary=&version=1"))

    form.refuse_stale(StaleWriteError("the name"), Project(name="Theirs", version=2))

    assert (form["name"].value(), form["version"].value()) == ("Mine", 2)
    assert "Saved now: “Theirs”" in form.non_field_errors()[0]
