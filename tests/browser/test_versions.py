"""Comparing two versions, and merging a draft that fell behind, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from projects.models import Project, User
from tests.workflows.drafts_behind import drawn, published
from tests.workflows.formats.bpmn.merging.edits import add_step, rename
from tests.workflows.stage import upload, url

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


@pytest.fixture
def mapped(project: Project, owner: User) -> Project:
    """The project with a map of three steps."""
    upload(project, owner)
    return project


def test_what_changed_is_marked_on_both_drawings(
    page: Page, mapped: Project, owner: User, signed_in: SignIn, assert_accessible: Check
) -> None:
    published(mapped, owner, rename("pay", "Take money"), add_step("gift", "reserve"))

    signed_in(page, owner).goto(url("map-compare", mapped))

    expect(page.locator('[data-element-id="pay"].change--changed')).to_have_count(2)
    expect(page.locator('[data-element-id="gift"].change--added')).to_have_count(1)
    expect(page.locator(".map-sign--added").first).to_have_text("+")
    assert_accessible(page)


def test_one_drawing_moves_along_with_the_other(
    page: Page, mapped: Project, owner: User, signed_in: SignIn
) -> None:
    published(mapped, owner, rename("pay", "Take money"))
    signed_in(page, owner).goto(url("map-compare", mapped))
    expect(page.locator("[data-compare][data-joined]")).to_be_visible()
    second = page.locator('[data-element-id="pay"] .djs-visual').nth(1)
    before = second.bounding_box()

    page.get_by_role("button", name="Zoom in").first.click()

    after = second.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"]


def test_a_conflict_is_decided_and_the_draft_goes_on(
    page: Page,
    mapped: Project,
    owner: User,
    architect: User,
    signed_in: SignIn,
    assert_accessible: Check,
) -> None:
    drawn(mapped, architect, rename("pay", "Mine"))
    published(mapped, owner, rename("pay", "Theirs"))
    signed_in(page, architect).goto(url("draft-behind", mapped))
    assert_accessible(page)

    page.get_by_label("Theirs: Theirs").check()
    page.get_by_role("button", name="Merge into my draft").click()

    expect(page.get_by_text("Both are in your draft now")).to_be_visible()
    expect(page.locator('[data-element-id="pay"]').first).to_contain_text("Theirs")
