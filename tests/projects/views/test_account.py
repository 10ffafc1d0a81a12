"""One's own account."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse

from projects.models import User
from tests.cast import ClientOf

ACCOUNT = "/account/"


def test_a_person_changes_their_name(stranger: User, client_of: ClientOf) -> None:
    page = client_of(stranger).post(ACCOUNT, {"name": "Aragorn"}, follow=True).text

    assert "Saved." in page
    assert User.objects.get().name == "Aragorn"


def test_a_name_too_long_stands_there_with_its_error(stranger: User, client_of: ClientOf) -> None:
    page = client_of(stranger).post(ACCOUNT, {"name": "x" * 121}).text

    assert "at most 120 characters" in page
    assert User.objects.get().name == "Strider"


def test_the_page_leads_to_password_and_address(stranger: User, client_of: ClientOf) -> None:
    page = client_of(stranger).get(ACCOUNT).text

    assert reverse("account_change_password") in page
    assert reverse("account_email") in page


@pytest.mark.django_db
def test_nobody_signed_out_has_an_account_page(client_of: ClientOf) -> None:
    assert client_of().get(ACCOUNT).headers["Location"].startswith(reverse("account_login"))


def test_the_page_knows_get_and_post_only(stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).put(ACCOUNT).status_code == HTTPStatus.METHOD_NOT_ALLOWED
