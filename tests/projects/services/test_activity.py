"""Write the activity log."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from projects.models import Project, User
from projects.services.activity import activity_record


def test_an_entry_keeps_who_what_and_where(project: Project, owner: User) -> None:
    entry = activity_record(
        project=project, actor=owner, verb="uploaded", subject="order.bpmn", url="/projects/"
    )

    entry.refresh_from_db()
    assert str(entry) == "Olive uploaded order.bpmn"
    assert entry.url == "/projects/"


def test_a_long_subject_is_shortened_not_refused(project: Project) -> None:
    entry = activity_record(project=project, actor=None, verb="uploaded", subject="x" * 1000)

    assert entry.subject == "x" * 299 + "…"


def test_a_link_out_of_podium_is_refused(project: Project) -> None:
    with pytest.raises(ValidationError):
        activity_record(
            project=project, actor=None, verb="did", subject="", url="https://a.example"
        )
