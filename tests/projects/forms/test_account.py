"""What people say about themselves."""

from __future__ import annotations

from django.test import RequestFactory

from projects.forms.account import NameAtSignUp, PersonForm
from projects.models import User


def test_signing_up_keeps_the_name(stranger: User) -> None:
    form = NameAtSignUp({"name": "Ada"})
    assert form.is_valid()

    form.signup(RequestFactory().post("/"), stranger)

    assert User.objects.get(pk=stranger.pk).name == "Ada"


def test_a_name_is_optional() -> None:
    assert NameAtSignUp({}).is_valid()
    assert PersonForm({}).is_valid()


def test_a_name_too_long_is_told_its_limit() -> None:
    assert "at most 120 characters" in PersonForm({"name": "x" * 121}).errors["name"][0]
