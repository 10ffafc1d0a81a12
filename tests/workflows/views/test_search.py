"""workflows/views/search.py"""

from __future__ import annotations

from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import url

PAGE = "/search/"


def test_hits_lead_to_the_outline_and_the_matrix(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(PAGE, {"q": "charge"}).content.decode()

    assert f"{url('map', mapped, 'order')}#node-pay" in page
    assert url("matrix-row", mapped, "order", "pay") in page


def test_what_is_not_there_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(PAGE, {"q": "zeppelin"}).content.decode()

    assert "“zeppelin” stands in no map that you may read" in page


def test_strangers_find_nothing_and_learn_nothing(
    mapped: Project, stranger: User, client_of: ClientOf
) -> None:
    page = client_of(stranger).get(PAGE, {"q": "charge"}).content.decode()

    assert "Online order" not in page


def test_the_empty_search_is_a_form(owner: User, client_of: ClientOf) -> None:
    assert "Search the maps" in client_of(owner).get(PAGE).content.decode()


def test_the_page_rejects_post(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(PAGE).status_code == 405


def test_who_is_not_signed_in_is_asked_to(client_of: ClientOf, db: None) -> None:
    answer = client_of().get(PAGE)

    assert answer["Location"].startswith(reverse("account_login"))
