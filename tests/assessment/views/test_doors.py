"""Who may come in: every page, every kind of person, every wrong method."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf

READ = [
    "weights-compare",
    "overview",
    "findings",
    "symptoms",
    "questions",
    "scorecard",
    "robustness",
    "boundary",
    "migration",
    "tools",
    "records",
    "record-comparison",
    "knowledge",
    "cases",
    "guide",
    "my-tasks",
]
FORMS = ["context", "weights", "plan", "costs"]
PAGES = [*READ, *FORMS]
WRITES = [
    ("context", ()),
    ("weights", ()),
    ("plan", ()),
    ("boundary-choose", ()),
    ("boundary-reset", ()),
    ("record-new", ()),
    ("knowledge-upload", ()),
    ("knowledge-reuse", ()),
    ("knowledge-choose", ()),
    ("costs", ()),
    ("costs-currency", ()),
    ("question", ("scale",)),
    ("question-confirm", ("scale",)),
    ("symptom", ("business", "lost-events")),
]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_see_nothing(
    mapped: Project, stranger: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(stranger).get(_url(page, mapped)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_signed_out_are_asked_to_sign_in(
    mapped: Project, client_of: ClientOf, page: str
) -> None:
    response = client_of().get(_url(page, mapped))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
def test_readers_see_every_page(
    mapped: Project, stakeholder: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(stakeholder).get(_url(page, mapped)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_stand_without_a_map(
    project: Project, owner: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(owner).get(_url(page, project)).status_code == 200


@pytest.mark.parametrize("page", READ)
def test_reading_pages_reject_post(
    mapped: Project, owner: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(owner).post(_url(page, mapped)).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_no_page_takes_delete(mapped: Project, owner: User, client_of: ClientOf, page: str) -> None:
    assert client_of(owner).delete(_url(page, mapped)).status_code == 405


@pytest.mark.parametrize(("page", "args"), WRITES)
def test_readers_write_nothing(
    mapped: Project, stakeholder: User, client_of: ClientOf, page: str, args: tuple[str, ...]
) -> None:
    assert client_of(stakeholder).post(_url(page, mapped, *args)).status_code == 403


@pytest.mark.parametrize(("page", "args"), WRITES)
def test_strangers_cannot_tell_a_write_from_nothing(
    mapped: Project, stranger: User, client_of: ClientOf, page: str, args: tuple[str, ...]
) -> None:
    assert client_of(stranger).post(_url(page, mapped, *args)).status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "context",
        "weights",
        "plan",
        "boundary-choose",
        "costs",
        "costs-currency",
        "record-new",
        "knowledge-upload",
    ],
)
def test_contributors_leave_the_assessments_frame_alone(
    mapped: Project, contributor: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(contributor).post(_url(page, mapped)).status_code == 403


@pytest.mark.parametrize(
    "page", ["boundary-choose", "boundary-reset", "costs-currency", "knowledge-choose"]
)
def test_writes_reject_get(mapped: Project, owner: User, client_of: ClientOf, page: str) -> None:
    assert client_of(owner).get(_url(page, mapped)).status_code == 405


def _url(page: str, project: Project, *args: str) -> str:
    return reverse(f"assessment:{page}", args=[project.pk, *args])
