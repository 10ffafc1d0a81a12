"""workflows/selectors/maps.py"""

from __future__ import annotations

from projects.models import Project, User
from tests.workflows.stage import SHORTER_ORDER, upload
from workflows.selectors.maps import current_map, map_version, map_versions


def test_the_current_map_is_the_newest_version(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    current = current_map(mapped)

    assert current is not None
    assert current.number == 2


def test_an_older_version_is_found_by_number(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    found = map_version(mapped, 1)

    assert found is not None
    assert len(found.definition.steps) == 3


def test_a_project_without_a_map_has_no_current_one(project: Project) -> None:
    assert current_map(project) is None
    assert map_version(project, 1) is None


def test_the_list_runs_from_new_to_old(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    assert [version.number for version in map_versions(mapped)] == [2, 1]
