"""The migration page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessment.models import ContextFacts
from projects.models import Project, User
from tests.cast import ClientOf


@pytest.fixture
def by_hand(mapped: Project) -> Project:
    """Olive's process is done by hand today."""
    ContextFacts.objects.create(project=mapped, current_model="manual")
    return mapped


def test_it_asks_how_the_process_runs_today(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_url(mapped)).text

    assert "Say how it runs today" in page
    assert f"{reverse('assessment:context', args=[mapped.pk])}#field-current_model" in page


def test_it_quotes_the_sentence(by_hand: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_url(by_hand))

    assert page.context["path"].sentence.startswith("From work by hand to ")
    assert page.context["path"].sentence in page.text


def test_the_grid_shows_every_step_in_every_wave(
    by_hand: Project, owner: User, client_of: ClientOf
) -> None:
    context = client_of(owner).get(_url(by_hand)).context

    columns = 1 + len(context["path"].moving_waves)
    assert {row.figure.step for row in context["grid"]} == {"reserve", "pay"}
    assert all(len(row.cells) == columns for row in context["grid"])


def test_each_step_moves_in_one_cell(by_hand: Project, owner: User, client_of: ClientOf) -> None:
    grid = client_of(owner).get(_url(by_hand)).context["grid"]

    assert [sum(cell.moves for cell in row.cells) for row in grid] == [1, 1]


@pytest.mark.parametrize(("asked", "shown"), [("0", 0), ("1", 1), ("", 1), ("99", 1), ("x", 1)])
def test_a_wave_is_chosen_by_its_number(
    by_hand: Project, owner: User, client_of: ClientOf, asked: str, shown: int
) -> None:
    page = client_of(owner).get(_url(by_hand), {"wave": asked})

    assert page.context["wave"].number == shown


def test_the_drawing_marks_what_has_moved_only(
    by_hand: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    before = client.get(_url(by_hand), {"wave": "0"}).context["marks"]
    after = client.get(_url(by_hand), {"wave": "1"}).context["marks"]

    assert before == {}
    assert after


def test_without_a_map_it_offers_one(project: Project, owner: User, client_of: ClientOf) -> None:
    assert "No migration without a map" in client_of(owner).get(_url(project)).text


def test_the_path_can_be_taken_along_as_markdown(
    by_hand: Project, stakeholder: User, client_of: ClientOf
) -> None:
    response = client_of(stakeholder).get(_url(by_hand, "migration-download"))

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert "online-order-migration.md" in response["Content-Disposition"]
    assert response.text.startswith("# Migration of Online order")


def test_strangers_take_nothing_along(
    by_hand: Project, stranger: User, client_of: ClientOf
) -> None:
    assert client_of(stranger).get(_url(by_hand, "migration-download")).status_code == 404


def test_the_download_takes_no_post(by_hand: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(_url(by_hand, "migration-download")).status_code == 405


def test_no_map_no_download(project: Project, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(_url(project, "migration-download"))

    assert response.status_code == 409


def _url(project: Project, name: str = "migration") -> str:
    return reverse(f"assessment:{name}", args=[project.pk])
