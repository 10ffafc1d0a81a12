"""People and projects in a browser: with scripts, by keyboard, and when something is refused."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import Membership, Project, Role, User
from projects.services.invitation import invitation_create

type SignIn = Callable[[Page, User], Page]


@pytest.fixture
def people_url(project: Project) -> str:
    return reverse("projects:people", args=[project.pk])


def test_a_role_changes_in_place_and_the_focus_stays(
    page: Page, signed_in: SignIn, people_url: str, owner: User, contributor: User
) -> None:
    signed_in(page, owner).goto(people_url)
    page.get_by_label("Role of Connie").select_option("architect")
    change = page.get_by_role("button", name="Change the role of Connie")

    change.press("Enter")

    expect(page.get_by_text("Connie is architect now.")).to_be_visible()
    expect(change).to_be_focused()
    assert Membership.objects.get(user=contributor).role == Role.ARCHITECT


def test_somebody_who_is_no_longer_owner_is_told_what_they_lack(
    page: Page,
    signed_in: SignIn,
    people_url: str,
    owner: User,
    contributor: User,
    complaints: list[str],
) -> None:
    signed_in(page, owner).goto(people_url)
    Membership.objects.filter(user=owner).update(role=Role.ARCHITECT)

    page.get_by_role("button", name="Change the role of Connie").click()

    expect(page.locator("#messages")).to_contain_text("This takes the role owner")
    complaints.clear()  # the browser logs the 403


def test_somebody_signed_out_meanwhile_keeps_the_page_and_is_told(
    page: Page,
    signed_in: SignIn,
    people_url: str,
    owner: User,
    contributor: User,
    complaints: list[str],
) -> None:
    signed_in(page, owner).goto(people_url)
    page.get_by_label("Role of Connie").select_option("architect")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Change the role of Connie").click()

    expect(page.locator("#messages")).to_contain_text("Copy what you typed")
    expect(page.get_by_label("Role of Connie")).to_have_value("architect")
    complaints.clear()  # the browser logs the 401


def test_the_log_turns_its_pages_in_place(
    page: Page, signed_in: SignIn, project: Project, owner: User
) -> None:
    for _ in range(50):
        invitation_create(project=project, actor=owner, role=Role.ARCHITECT, days=7)
    signed_in(page, owner).goto(reverse("projects:activity", args=[project.pk]))

    page.get_by_role("link", name="Older").click()

    expect(page.get_by_text("created the project")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?page=2$"))


@pytest.mark.parametrize("name", ["people", "settings", "activity"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_pages_of_a_project_are_accessible_and_fit(
    page: Page,
    signed_in: SignIn,
    assert_accessible: Callable[[Page], None],
    project: Project,
    owner: User,
    contributor: User,
    name: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    invitation_create(project=project, actor=owner, role=Role.ARCHITECT, days=7)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    signed_in(page, owner).goto(reverse(f"projects:{name}", args=[project.pk]))

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/"])
def test_pages_before_signing_in_are_accessible(
    page: Page, assert_accessible: Callable[[Page], None], path: str
) -> None:
    page.goto(path)

    assert_accessible(page)
