"""workflows/services/versions.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.stage import ORDER, SHORTER_ORDER, upload
from workflows.exceptions import NoVersionError
from workflows.selectors.maps import map_version
from workflows.services.versions import version_restore


def test_a_restored_version_is_a_new_one_with_the_old_content(
    mapped: Project, owner: User, architect: User
) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    made = version_restore(project=mapped, actor=architect, number=1, message="Check again")

    assert (made.number, made.message, made.created_by) == (3, "Check again", architect)
    old = map_version(mapped, 1)
    assert old is not None
    assert (bytes(made.original), made.definition) == (ORDER, old.definition)


def test_without_a_message_it_says_what_was_restored(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    assert version_restore(project=mapped, actor=owner, number=1).message == "Version 1 restored"


def test_the_current_version_restored_is_itself(mapped: Project, owner: User) -> None:
    assert version_restore(project=mapped, actor=owner, number=1).number == 1


def test_a_version_that_is_not_there_cannot_be_restored(mapped: Project, owner: User) -> None:
    with pytest.raises(NoVersionError, match="no version 7"):
        version_restore(project=mapped, actor=owner, number=7)
