"""workflows/services/library.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.stage import ORDER, upload
from workflows.definition.model import NodeKind
from workflows.exceptions import MapInUseError, UnknownMapError
from workflows.models import MatrixRow, WorkflowMap
from workflows.patterns import pattern
from workflows.selectors.library import library
from workflows.selectors.maps import current_map, workflow_map
from workflows.selectors.matrix import definition_for, matrix_for
from workflows.services.library import (
    map_create,
    map_delete,
    map_duplicate,
    map_from_pattern,
    map_make_main,
    map_rename,
)
from workflows.services.maps import map_upload
from workflows.services.matrix import matrix_row_set

CALLS_SAGA = ORDER.replace(
    b"{id: pay, name: Charge card, participant: bank}", b"{id: pay, name: Pay, calls: saga}"
)


def test_the_first_map_of_a_project_is_its_main_one(project: Project, owner: User) -> None:
    first = map_create(project=project, actor=owner, name="First")
    second = map_create(project=project, actor=owner, name="Second")

    assert (first.is_main, second.is_main) == (True, False)


def test_two_maps_of_one_name_have_keys_of_their_own(project: Project, owner: User) -> None:
    made = [map_create(project=project, actor=owner, name="Größe & Co").key for _ in range(2)]

    assert made == ["groe-co", "groe-co-2"]


def test_a_pattern_becomes_a_new_map(mapped: Project, owner: User) -> None:
    made = map_from_pattern(project=mapped, actor=owner, pattern=pattern("saga"), name="Pay")

    assert (made.workflow_map.key, made.number) == ("pay", 1)
    assert made.message == "The pattern “Saga”"


def test_a_pattern_without_a_name_is_a_version_of_the_main_map(
    mapped: Project, owner: User
) -> None:
    made = map_from_pattern(project=mapped, actor=owner, pattern=pattern("saga"))

    assert (made.workflow_map.is_main, made.number) == (True, 2)


def test_a_duplicate_has_the_current_version_and_the_rows(mapped: Project, owner: User) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={"timeout": "5s"}, version=0)

    made = map_duplicate(project=mapped, actor=owner, map_key="order", name="Copy")

    copy, original = (definition_for(mapped, key) for key in (made.key, "order"))
    assert copy == original
    assert MatrixRow.objects.filter(workflow_map=made).count() == 1


def test_a_name_changes_and_the_key_stays(mapped: Project, owner: User) -> None:
    made = map_rename(project=mapped, actor=owner, map_key="order", name="Checkout")

    assert (made.name, made.key) == ("Checkout", "order")


def test_one_map_is_the_main_one(mapped: Project, owner: User) -> None:
    map_create(project=mapped, actor=owner, name="Other")

    map_make_main(project=mapped, actor=owner, map_key="other")

    assert [m.key for m in WorkflowMap.objects.filter(is_main=True)] == ["other"]


def test_a_map_that_nothing_needs_can_go(mapped: Project, owner: User) -> None:
    map_create(project=mapped, actor=owner, name="Other")

    map_delete(project=mapped, actor=owner, map_key="other")

    assert workflow_map(mapped, "other") is None


def test_the_main_map_cannot_go(mapped: Project, owner: User) -> None:
    with pytest.raises(MapInUseError, match="the assessment is about it"):
        map_delete(project=mapped, actor=owner, map_key="order")


def test_a_map_that_is_called_cannot_go(mapped: Project, owner: User) -> None:
    map_from_pattern(project=mapped, actor=owner, pattern=pattern("saga"), name="Saga")
    upload(mapped, owner, CALLS_SAGA)

    with pytest.raises(MapInUseError, match="“Online order” calls it"):
        map_delete(project=mapped, actor=owner, map_key="saga")


def test_an_unknown_map_is_told(mapped: Project, owner: User) -> None:
    with pytest.raises(UnknownMapError):
        map_rename(project=mapped, actor=owner, map_key="nothing", name="X")


def test_a_called_map_comes_with_its_matrix(mapped: Project, owner: User) -> None:
    map_from_pattern(project=mapped, actor=owner, pattern=pattern("saga"), name="Saga")
    cells = {"timeout": "42s"}
    matrix_row_set(
        project=mapped, actor=owner, step_id="charge", texts=cells, version=0, map_key="saga"
    )
    upload(mapped, owner, CALLS_SAGA)

    found = definition_for(mapped)

    assert found is not None
    assert found.by_id["pay"].kind is NodeKind.CALL_ACTIVITY
    needs = found.called[0].by_id["charge"].requirements
    assert needs is not None
    assert needs.timeout == 42.0


def test_maps_that_call_each_other_are_a_finding(mapped: Project, owner: User) -> None:
    map_create(project=mapped, actor=owner, name="Saga")
    back = CALLS_SAGA.replace(b"calls: saga", b"calls: order")
    map_upload(project=mapped, actor=owner, name="b.yaml", content=back, map_key="saga")
    upload(mapped, owner, CALLS_SAGA)

    matrix = matrix_for(mapped)

    assert matrix is not None
    assert [finding.code for finding in matrix.dormant] == ["call-without-end"]


def test_the_library_says_which_calls_which(mapped: Project, owner: User) -> None:
    map_from_pattern(project=mapped, actor=owner, pattern=pattern("saga"), name="Saga")
    upload(mapped, owner, CALLS_SAGA)

    main, saga = library(mapped)

    assert [one.key for one in main.calls] == ["saga"]
    assert [one.key for one in saga.called_by] == ["order"]
    assert (saga.may_go, saga.steps) == (False, 7)
    assert current_map(mapped, "saga") == saga.version
