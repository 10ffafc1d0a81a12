"""workflows/services/merging.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.drafts_behind import drawn, published
from tests.workflows.formats.bpmn.merging.edits import edited, rename
from workflows.exceptions import (
    NoDraftError,
    OpenConflictsError,
    StaleDraftError,
    UnknownMapError,
)
from workflows.formats import bpmn
from workflows.formats.bpmn.merging import Choice
from workflows.models import MapDraft, MatrixRow
from workflows.selectors.maps import map_draft, workflow_map
from workflows.services.drafts import draft_publish
from workflows.services.matrix import matrix_row_set
from workflows.services.merging import draft_copy, draft_merge, merge_for, tab_copy, tab_merge


def name_of(draft: MapDraft, step: str) -> str:
    return bpmn.read(bytes(draft.content)).definition.by_id[step].name


def test_a_merged_draft_holds_both_and_can_be_published(
    mapped: Project, owner: User, architect: User
) -> None:
    mine = drawn(mapped, architect, rename("pay", "Take money"))
    theirs = published(mapped, owner, rename("reserve", "Set aside"))

    merged = draft_merge(project=mapped, actor=architect, revision=mine.revision, choices={})

    assert [name_of(merged, s) for s in ("pay", "reserve")] == ["Take money", "Set aside"]
    assert merged.base == theirs
    made = draft_publish(project=mapped, actor=architect, revision=merged.revision, message="Both")
    assert made.number == 3


def test_an_open_conflict_writes_nothing(mapped: Project, owner: User, architect: User) -> None:
    mine = drawn(mapped, architect, rename("pay", "Mine"))
    published(mapped, owner, rename("pay", "Theirs"))

    with pytest.raises(OpenConflictsError) as caught:
        draft_merge(project=mapped, actor=architect, revision=mine.revision, choices={})

    assert [c.theirs for c in caught.value.merge.open] == ["Theirs"]
    kept = map_draft(mapped, architect)
    assert kept is not None
    assert (kept.revision, kept.base_id) == (mine.revision, mine.base_id)


def test_a_choice_decides_a_conflict(mapped: Project, owner: User, architect: User) -> None:
    mine = drawn(mapped, architect, rename("pay", "Mine"))
    published(mapped, owner, rename("pay", "Theirs"))
    choices = {conflict.key: Choice.THEIRS for conflict in merge_for(mine).conflicts}

    merged = draft_merge(project=mapped, actor=architect, revision=mine.revision, choices=choices)

    assert name_of(merged, "pay") == "Theirs"


def test_a_draft_that_moved_on_is_not_merged(mapped: Project, owner: User) -> None:
    mine = drawn(mapped, owner, rename("pay", "Mine"))

    with pytest.raises(StaleDraftError):
        draft_merge(project=mapped, actor=owner, revision=mine.revision - 1, choices={})


def test_a_stale_tab_takes_in_what_the_other_saved(mapped: Project, owner: User) -> None:
    begun = drawn(mapped, owner)
    seen = bytes(begun.content)
    stored = drawn(mapped, owner, rename("pay", "Other tab"))

    merged = tab_merge(
        project=mapped,
        actor=owner,
        content=edited(seen, rename("reserve", "This tab")),
        revision=stored.revision,
        choices={},
        seen=seen,
    )

    assert [name_of(merged, s) for s in ("pay", "reserve")] == ["Other tab", "This tab"]
    assert merged.revision == stored.revision + 1


def test_two_tabs_in_conflict_need_a_choice(mapped: Project, owner: User) -> None:
    seen = bytes(drawn(mapped, owner).content)
    stored = drawn(mapped, owner, rename("pay", "Other tab"))

    with pytest.raises(OpenConflictsError):
        tab_merge(
            project=mapped,
            actor=owner,
            content=edited(seen, rename("pay", "This tab")),
            revision=stored.revision,
            choices={},
        )


def test_a_copy_moves_the_draft_to_a_new_map_with_its_rows(mapped: Project, owner: User) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={"timeout": "5s"}, version=0)
    drawn(mapped, owner, rename("pay", "Mine"))

    made = draft_copy(project=mapped, actor=owner, name="Online order, my way")

    assert (made.key, made.is_main) == ("online-order-my-way", False)
    assert map_draft(mapped, owner) is None
    moved = map_draft(mapped, owner, made.key)
    assert moved is not None
    assert name_of(moved, "pay") == "Mine"
    assert MatrixRow.objects.get(workflow_map=made).values == {"timeout": "5s"}
    assert MatrixRow.objects.filter(workflow_map=workflow_map(mapped)).count() == 1


def test_a_copy_of_the_same_name_has_a_key_of_its_own(mapped: Project, owner: User) -> None:
    drawn(mapped, owner)

    assert draft_copy(project=mapped, actor=owner, name="order").key == "order-2"


def test_without_a_draft_there_is_nothing_to_copy_or_merge(mapped: Project, owner: User) -> None:
    with pytest.raises(NoDraftError):
        draft_copy(project=mapped, actor=owner, name="Mine")
    with pytest.raises(NoDraftError):
        draft_merge(project=mapped, actor=owner, revision=1, choices={})


def test_a_tab_s_copy_has_the_rows_of_the_matrix_and_no_version(
    mapped: Project, owner: User
) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={"timeout": "5s"}, version=0)
    content = bytes(drawn(mapped, owner).content)

    made = tab_copy(project=mapped, actor=owner, content=content, name="My way")

    assert MatrixRow.objects.get(workflow_map=made).values == {"timeout": "5s"}
    assert not made.versions.exists()
    assert not made.is_main


def test_a_tab_of_a_map_that_is_gone_cannot_be_copied(mapped: Project, owner: User) -> None:
    content = bytes(drawn(mapped, owner).content)

    with pytest.raises(UnknownMapError):
        tab_copy(project=mapped, actor=owner, content=content, name="Mine", map_key="gone")
