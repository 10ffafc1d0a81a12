"""A person with a login."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from projects.models import User


@pytest.mark.django_db
def test_an_address_is_one_person_however_it_is_typed() -> None:
    User.objects.create_user("Ada@Podium.Example ", "pw")

    assert User.objects.get_by_natural_key("ADA@podium.example").email == "ada@podium.example"
    with pytest.raises(ValidationError, match="already exists"):
        User.objects.create_user("ada@podium.example", "pw")


@pytest.mark.django_db
def test_the_database_refuses_upper_case() -> None:
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.create(email="Ada@podium.example")


@pytest.mark.django_db
def test_something_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="valid email"):
        User.objects.create_user("ada")


def test_a_person_is_called_by_name_or_else_by_address() -> None:
    assert str(User(email="ada@podium.example", name="Ada")) == "Ada"
    assert str(User(email="ada@podium.example")) == "ada@podium.example"


@pytest.mark.django_db
def test_without_a_password_nobody_can_sign_in() -> None:
    assert not User.objects.create_user("ada@podium.example").has_usable_password()
