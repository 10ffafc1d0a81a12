"""Change what people say about themselves."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from projects.models import User
from projects.services.person import person_rename


def test_a_person_can_change_their_name(owner: User) -> None:
    person_rename(person=owner, name="Olive Oyl")

    owner.refresh_from_db()
    assert owner.display_name == "Olive Oyl"


def test_a_name_too_long_is_refused(owner: User) -> None:
    with pytest.raises(ValidationError):
        person_rename(person=owner, name="x" * 121)
