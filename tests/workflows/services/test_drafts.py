"""workflows/services/drafts.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.drawings import DRAWN, moved
from tests.workflows.stage import SHORTER_ORDER, upload
from workflows.definition.findings import DefinitionError
from workflows.exceptions import NoDraftError, StaleDraftError, StaleMapError, UnknownMapError
from workflows.models import MapDraft, MapVersion
from workflows.services.drafts import (
    draft_begin,
    draft_discard,
    draft_keep,
    draft_publish,
    draft_save,
)


def test_a_draft_begins_from_the_current_version(mapped: Project, owner: User) -> None:
    draft = draft_begin(project=mapped, actor=owner)

    assert draft.base == MapVersion.objects.get()
    assert b"Charge card" in bytes(draft.content)


def test_the_first_draft_brings_the_main_map_into_being(project: Project, owner: User) -> None:
    draft = draft_begin(project=project, actor=owner)

    assert draft.workflow_map.is_main
    assert draft.base is None


def test_beginning_again_finds_the_same_draft(mapped: Project, owner: User) -> None:
    first = draft_begin(project=mapped, actor=owner)

    assert draft_begin(project=mapped, actor=owner) == first


def test_a_draft_of_a_map_that_the_library_lacks_is_refused(mapped: Project, owner: User) -> None:
    with pytest.raises(UnknownMapError, match="no map “refunds”"):
        draft_begin(project=mapped, actor=owner, map_key="refunds")


def test_every_save_is_a_new_revision(mapped: Project, owner: User) -> None:
    draft = draft_begin(project=mapped, actor=owner)
    renamed = bytes(draft.content).replace(b"Charge card", b"Charge")

    saved = draft_save(project=mapped, actor=owner, content=renamed, revision=draft.revision)

    assert saved.revision == draft.revision + 1


def test_a_stale_tab_is_told_and_writes_nothing(mapped: Project, owner: User) -> None:
    draft = draft_begin(project=mapped, actor=owner)
    one = bytes(draft.content).replace(b"Charge card", b"One")
    draft_save(project=mapped, actor=owner, content=one, revision=1)
    two = bytes(draft.content).replace(b"Charge card", b"Two")

    with pytest.raises(StaleDraftError):
        draft_save(project=mapped, actor=owner, content=two, revision=1)

    assert bytes(MapDraft.objects.get().content) == one


def test_what_is_no_bpmn_is_refused(mapped: Project, owner: User) -> None:
    draft_begin(project=mapped, actor=owner)

    with pytest.raises(DefinitionError, match="not BPMN"):
        draft_save(project=mapped, actor=owner, content=b"<html/>", revision=1)


def test_a_published_draft_is_the_newest_version_and_gone(mapped: Project, owner: User) -> None:
    draft = draft_begin(project=mapped, actor=owner)
    renamed = bytes(draft.content).replace(b"Charge card", b"Charge")
    saved = draft_save(project=mapped, actor=owner, content=renamed, revision=1)

    version = draft_publish(
        project=mapped, actor=owner, revision=saved.revision, message="Shorter name"
    )

    assert (version.number, version.definition.by_id["pay"].name) == (2, "Charge")
    assert not MapDraft.objects.exists()


def test_a_version_of_a_colleague_is_not_overwritten(
    mapped: Project, owner: User, architect: User
) -> None:
    draft = draft_begin(project=mapped, actor=owner)
    upload(mapped, architect, SHORTER_ORDER)

    with pytest.raises(StaleMapError) as raised:
        draft_publish(project=mapped, actor=owner, revision=draft.revision, message="")

    assert raised.value.version.number == 2
    assert MapDraft.objects.filter(pk=draft.pk).exists()


def test_saving_into_a_draft_that_is_gone_is_told(mapped: Project, owner: User) -> None:
    draft = draft_begin(project=mapped, actor=owner)
    draft_discard(project=mapped, actor=owner)

    with pytest.raises(NoDraftError):
        draft_save(project=mapped, actor=owner, content=bytes(draft.content) + b" ", revision=1)


def test_the_first_save_begins_the_draft_from_the_version_that_was_open(
    mapped: Project, owner: User
) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    draft = draft_keep(project=mapped, actor=owner, content=DRAWN, revision=0, base=1)

    assert (bytes(draft.content), draft.revision) == (DRAWN, 2)
    assert draft.base is not None
    assert draft.base.number == 1


def test_two_tabs_cannot_both_begin_the_draft(mapped: Project, owner: User) -> None:
    draft_keep(project=mapped, actor=owner, content=DRAWN, revision=0, base=1)

    with pytest.raises(StaleDraftError):
        draft_keep(project=mapped, actor=owner, content=moved(), revision=0, base=1)


def test_the_same_first_save_sent_twice_is_one(mapped: Project, owner: User) -> None:
    for _ in range(2):
        draft = draft_keep(project=mapped, actor=owner, content=DRAWN, revision=0, base=1)

    assert draft.revision == 2
