"""Podium's errors become HTTP in one place."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from projects.exceptions import LastOwnerError
from projects.middleware import PodiumErrorMiddleware
from projects.models import Project, User
from tests.cast import ClientOf


def leave_url(project: Project) -> str:
    return reverse("projects:leave", args=[project.pk])


def test_a_form_goes_back_to_its_page_with_the_message(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = "http://testserver" + reverse("projects:settings", args=[project.pk])

    response = client_of(owner).post(leave_url(project), headers={"Referer": page}, follow=True)

    assert response.redirect_chain == [(page, HTTPStatus.FOUND)]
    assert LastOwnerError().message in [str(m) for m in response.context["messages"]]


def test_a_foreign_referer_is_not_followed(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        leave_url(project), headers={"Referer": "https://evil.example/"}
    )

    assert response.headers["Location"] == reverse("projects:list")


def test_htmx_gets_the_message_for_the_message_area_and_nothing_else(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(leave_url(project), headers={"HX-Request": "true"})

    assert response.status_code == HTTPStatus.CONFLICT
    assert response.headers["HX-Retarget"] == "#messages"
    assert "Make somebody else owner first" in response.text
    assert "<html" not in response.text


@pytest.fixture
def middleware() -> PodiumErrorMiddleware:
    return PodiumErrorMiddleware(lambda _: HttpResponse())


@pytest.fixture
def reading(client_of: ClientOf, owner: User) -> HttpRequest:
    return client_of(owner).get(reverse("projects:list")).wsgi_request


def test_a_reader_gets_a_page_that_says_so(
    middleware: PodiumErrorMiddleware, reading: HttpRequest
) -> None:
    response = middleware.process_exception(reading, LastOwnerError())

    assert response is not None
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Make somebody else owner first" in response.text


def test_other_errors_pass(middleware: PodiumErrorMiddleware) -> None:
    request = RequestFactory().get("/")

    assert middleware.process_exception(request, ValueError("not ours")) is None


def test_htmx_is_not_sent_to_sign_in_but_told(project: Project, client_of: ClientOf) -> None:
    response = client_of().post(leave_url(project), headers={"HX-Request": "true"})

    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert "Copy what you typed" in response.text
