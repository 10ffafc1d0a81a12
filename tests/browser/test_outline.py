"""The outline in a browser: by keyboard alone, without JavaScript, and accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from projects.models import Project, User
from tests.workflows.stage import upload, url
from workflows.formats import bpmn
from workflows.models import MapDraft

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


@pytest.fixture
def mapped(project: Project, architect: User) -> Project:
    """A project with a map of five nodes."""
    upload(project, architect)
    return project


def _drawn(person: User) -> dict[str, str]:
    definition = bpmn.read(bytes(MapDraft.objects.get(author=person).content)).definition
    return {node.id: node.name for node in definition.nodes}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_an_open_entry_is_accessible(
    page: Page,
    mapped: Project,
    owner: User,
    signed_in: SignIn,
    assert_accessible: Check,
    width: int,
    theme: Literal["light", "dark"],
) -> None:
    signed_in(page, owner).emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(url("map-outline", mapped) + "?node=pay")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_step_is_added_by_keyboard_alone_and_the_focus_goes_to_it(
    page: Page, mapped: Project, owner: User, signed_in: SignIn
) -> None:
    signed_in(page, owner).goto(url("map-outline", mapped))
    page.locator("#edit-pay").focus()
    page.keyboard.press("Enter")
    page.locator("summary", has_text="Add after it").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Pack the parcel")

    page.keyboard.press("Enter")

    expect(page.locator("#edit-pack-the-parcel")).to_be_focused()
    expect(page.locator(".outline-said")).to_have_text("Kept in your draft.")
    assert _drawn(owner)["pack-the-parcel"] == "Pack the parcel"


def test_a_refused_edit_keeps_what_was_typed_and_says_why(
    page: Page, mapped: Project, owner: User, signed_in: SignIn
) -> None:
    signed_in(page, owner).goto(url("map-outline", mapped) + "?node=pay")
    page.locator("summary", has_text="Add after it").click()
    page.locator("#id_insert_what").select_option("end")
    page.locator("#id_insert_name").fill("All done")

    page.get_by_role("button", name="Add", exact=True).first.click()

    expect(page.locator(".outline-form .form-errors")).to_contain_text("nothing follows")
    expect(page.locator("#id_insert_name")).to_have_value("All done")


def test_everything_works_without_javascript(
    browser: Browser, live_server: LiveServer, mapped: Project, owner: User, signed_in: SignIn
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = signed_in(context.new_page(), owner)
    page.goto(url("map-outline", mapped))

    page.locator("#edit-pay").click()
    page.locator("#id_node_name").fill("Take the money")
    page.get_by_role("button", name="Save").click()

    assert page.url.endswith("#edit-pay")
    assert _drawn(owner)["pay"] == "Take the money"
    context.close()
