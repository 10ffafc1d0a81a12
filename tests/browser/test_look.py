"""The base templates in a browser: theme, small screens, keyboard, accessibility."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from projects.models import Project, User

SignIn = Callable[[Page, User], Page]


@pytest.fixture
def people(page: Page, signed_in: SignIn, owner: User, project: Project) -> Page:
    """A page of a project, opened by its owner."""
    signed_in(page, owner).goto(f"/projects/{project.pk}/people/")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_in_both_themes(
    people: Page, theme: Literal["light", "dark"], assert_accessible: Callable[[Page], None]
) -> None:
    people.emulate_media(color_scheme=theme)
    expect(people.locator("html")).to_have_attribute("data-bs-theme", theme)

    assert_accessible(people)


def test_the_chosen_theme_stays(people: Page) -> None:
    people.get_by_role("button", name="Dark").click()
    people.reload()

    expect(people.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_on_a_small_screen_the_stages_are_behind_a_menu(people: Page) -> None:
    people.set_viewport_size({"width": 360, "height": 740})
    stage = people.get_by_role("link", name="Discover")
    expect(stage).to_be_hidden()

    people.get_by_text("Menu").press("Enter")

    expect(stage).to_be_visible()


def test_on_a_small_screen_nothing_is_wider_than_it(people: Page) -> None:
    people.set_viewport_size({"width": 360, "height": 740})

    assert people.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_can_skip_to_the_content(people: Page) -> None:
    people.keyboard.press("Tab")
    people.keyboard.press("Enter")

    expect(people.locator("#main")).to_be_focused()
