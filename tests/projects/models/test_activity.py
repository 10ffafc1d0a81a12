"""A line of the activity log."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from projects.models import ActivityEntry, Project, User


def test_an_entry_reads_as_a_sentence() -> None:
    ada = User(email="ada@podium.example", name="Ada")

    assert str(ActivityEntry(actor=ada, verb="uploaded", subject="o.bpmn")) == "Ada uploaded o.bpmn"


def test_what_the_machine_did_is_said_of_podium() -> None:
    assert str(ActivityEntry(verb="finished an experiment")) == "Podium finished an experiment"


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_an_entry_links_only_into_podium(project: Project, url: str) -> None:
    entry = ActivityEntry(project=project, verb="did", url=url)

    with pytest.raises(ValidationError, match="links to a page of Podium"):
        entry.full_clean()


def test_the_log_is_read_newest_first(project: Project) -> None:
    for verb in ("came", "saw"):
        ActivityEntry.objects.create(project=project, verb=verb)

    assert [entry.verb for entry in project.activity.all()] == [
        "saw",
        "came",
        "created the project",
    ]
