"""workflows/views/map_export.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.formats.registry import FORMATS

WRITTEN = [one.name for one in FORMATS.values() if one.write]


def test_every_format_that_podium_writes_is_offered(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("map-formats", mapped)).text

    assert all(url("map-losses", mapped, "order", name) in page for name in WRITTEN)


def test_what_a_format_cannot_say_is_told_before_the_download(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("map-losses", mapped, "mermaid")).text

    assert "Mermaid cannot say: effect" in page
    assert url("map-export", mapped, "order", "mermaid") in page


def test_a_format_that_says_everything_says_so(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    assert "Nothing is lost" in client_of(owner).get(url("map-losses", mapped, "yaml")).text


@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_can_be_downloaded(
    name: str, mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("map-export", mapped, name))

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")


def test_an_unknown_format_is_not_found(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("map-losses", mapped, "docx")).status_code == 404


def test_a_project_without_a_map_has_nothing_to_take_elsewhere(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(url("map-formats", project)).status_code == 409


@pytest.mark.parametrize("page", ["map-formats", "map-losses"])
def test_strangers_are_kept_out(page: str, mapped: Project, stranger: User) -> None:
    more = ["yaml"] if page == "map-losses" else []
    outsiders_are_kept_out(stranger, url(page, mapped, *more))


@pytest.mark.parametrize("page", ["map-formats", "map-losses"])
def test_nothing_is_written(page: str, mapped: Project, owner: User, client_of: ClientOf) -> None:
    more = ["yaml"] if page == "map-losses" else []
    assert client_of(owner).post(url(page, mapped, *more)).status_code == 405
