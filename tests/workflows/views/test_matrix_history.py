"""workflows/views/matrix_history.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.models import CellEdit
from workflows.selectors.matrix import Cell, matrix_for
from workflows.services.matrix import matrix_cell_set

HTMX = {"HX-Request": "true"}


@pytest.fixture
def stated(mapped: Project, owner: User) -> Project:
    """The timeout of `Charge card` is stated: 30s became 5s."""
    matrix_cell_set(
        project=mapped, actor=owner, step_id="pay", column_id="timeout", text="5s", version=0
    )
    return mapped


def timeout(project: Project) -> Cell:
    found = matrix_for(project)
    assert found is not None
    return found.line("pay").cell("timeout")


def test_the_open_cell_tells_who_stated_what(
    stated: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("matrix-cell-history", stated, "pay", "timeout")

    part = client_of(owner).get(path, headers=HTMX).content.decode()

    assert "stated: 30s → 5s" in part
    assert "Olive" in part


def test_the_page_of_the_step_has_the_history_too(
    stated: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("matrix-row", stated, "pay")).content.decode()

    assert "stated: 30s → 5s" in page
    assert "Put back" not in page


@pytest.mark.parametrize(
    ("name", "state"), [("matrix-cell-confirm", "confirmed"), ("matrix-cell-reset", "assumed")]
)
def test_a_cell_is_confirmed_or_taken_back(
    stated: Project, owner: User, client_of: ClientOf, name: str, state: str
) -> None:
    path = url(name, stated, "pay", "timeout")

    part = client_of(owner).post(path, {"version": 1}, headers=HTMX).content.decode()

    assert f"cell--{state}" in part
    assert timeout(stated).state == state


def test_an_older_value_is_put_back(stated: Project, owner: User, client_of: ClientOf) -> None:
    path = url("matrix-put-back", stated, "pay", CellEdit.objects.get().pk)

    response = client_of(owner).post(path, {"version": 1})

    assert response["Location"] == url("matrix-row", stated, "pay")
    assert timeout(stated).text == "30s"


def test_a_stale_row_is_told(
    stated: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    matrix_cell_set(
        project=stated, actor=architect, step_id="pay", column_id="timeout", text="9s", version=1
    )
    path = url("matrix-cell-reset", stated, "pay", "timeout")

    response = client_of(owner).post(path, {"version": 1}, headers=HTMX)

    assert response.status_code == 409
    assert "Archie saved this row" in response.content.decode()


def test_undo_takes_back_the_last_change_and_says_when_there_is_none(
    stated: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    first = client.post(url("matrix-undo", stated), follow=True).content.decode()
    second = client.post(url("matrix-undo", stated), follow=True).content.decode()

    assert "Took back your last change (1 cell)." in first
    assert "no change of yours left" in second
    assert timeout(stated).assumed


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("matrix-cell-confirm", ("none", "timeout")),
        ("matrix-cell-reset", ("pay", "deadline")),
        ("matrix-put-back", ("pay", 4711)),
    ],
)
def test_what_is_not_there_is_404(
    stated: Project, owner: User, client_of: ClientOf, name: str, arguments: tuple[str, ...]
) -> None:
    response = client_of(owner).post(url(name, stated, *arguments), {"version": 1})

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("matrix-cell-confirm", ("pay", "timeout")),
        ("matrix-cell-reset", ("pay", "timeout")),
        ("matrix-put-back", ("pay", 1)),
        ("matrix-undo", ()),
    ],
)
def test_only_architects_go_back(
    stated: Project,
    owner: User,
    contributor: User,
    stranger: User,
    client_of: ClientOf,
    name: str,
    arguments: tuple[str, ...],
) -> None:
    path = url(name, stated, *arguments)

    assert client_of(contributor).post(path).status_code == 403
    assert client_of(stranger).post(path).status_code == 404
    assert client_of(owner).get(path).status_code == 405


def test_strangers_see_no_history(stated: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("matrix-cell-history", stated, "pay", "timeout"))
