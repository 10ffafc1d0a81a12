"""Two tabs of one person on one draft: each is told of the other, and nothing drawn is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from projects.models import Project, User
from tests.browser.designer import opened, rename, saved, shape
from tests.workflows.stage import upload
from workflows.models import MapDraft

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


@pytest.fixture
def first(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    """A tab with the small order."""
    upload(project, owner)
    return opened(signed_in(page, owner), project)


@pytest.fixture
def second(first: Page, context: BrowserContext, project: Project) -> Page:
    """Another tab of the same person, opened before the first has saved anything."""
    return opened(context.new_page(), project)


def notice(page: Page) -> Locator:
    return page.locator("#designer-notice")


def stored(key: str = "") -> str:
    """The draft of the main map, or of the map of that key."""
    of = {"workflow_map__key": key} if key else {"workflow_map__is_main": True}
    return bytes(MapDraft.objects.get(**of).content).decode()


def fall_behind(first: Page, second: Page, one: str, other: str) -> None:
    """Either tab renames a step, the first one sooner; the second is stale then."""
    rename(first, one, "First tab")
    saved(first)
    rename(second, other, "Second tab")
    expect(notice(second)).to_contain_text("You saved this draft in another tab")


def test_a_stale_tab_is_told_what_differs(
    first: Page, second: Page, assert_accessible: Check
) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")

    expect(notice(second)).to_contain_text("“Reserve stock” is now called “First tab”.")
    expect(notice(second)).to_contain_text("“Charge card” is now called “Second tab”.")
    assert "Second tab" not in stored()
    assert_accessible(second)


def test_both_tabs_are_merged_into_the_drawing(first: Page, second: Page) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")

    second.get_by_role("button", name="Merge both").click()

    expect(shape(second, "First tab")).to_be_visible()
    expect(shape(second, "Second tab")).to_be_visible()
    assert "First tab" in stored()
    assert "Second tab" in stored()


def test_after_a_merge_drawing_goes_on(first: Page, second: Page) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")
    second.get_by_role("button", name="Merge both").click()
    expect(notice(second)).to_contain_text("Both are in the drawing now")

    rename(second, "First tab", "Later")
    saved(second)

    assert "Later" in stored()
    assert "Second tab" in stored()


def test_what_both_changed_is_asked_for(
    first: Page, second: Page, assert_accessible: Check
) -> None:
    fall_behind(first, second, "Charge card", "Charge card")
    assert_accessible(second)

    second.get_by_label("In this tab: Second tab").check()
    second.get_by_role("button", name="Merge both").click()

    expect(notice(second)).to_contain_text("Both are in the drawing now")
    assert "Second tab" in stored()
    assert "First tab" not in stored()


def test_the_other_tab_may_save_again_before_the_merge(first: Page, second: Page) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")
    rename(first, "Check by hand", "Once more")
    saved(first)

    second.get_by_role("button", name="Merge both").click()
    expect(notice(second)).to_contain_text("“Check by hand” is now called “Once more”.")
    second.get_by_role("button", name="Merge both").click()

    expect(notice(second)).to_contain_text("Both are in the drawing now")
    assert all(name in stored() for name in ("First tab", "Second tab", "Once more"))


def test_what_gives_way_to_the_other_state_can_come_back(first: Page, second: Page) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")
    second.get_by_label("What changed").fill("Half a message")

    second.get_by_role("button", name="Load the other state").click()
    expect(shape(second, "First tab")).to_be_visible()
    expect(shape(second, "Charge card")).to_be_visible()
    expect(second.get_by_label("What changed")).to_have_value("Half a message")
    second.get_by_role("button", name="Restore it").click()
    second.get_by_role("button", name="Merge both").click()

    expect(notice(second)).to_contain_text("Both are in the drawing now")
    assert "Second tab" in stored()


def test_a_stale_drawing_is_offered_on_the_next_visit(
    first: Page, second: Page, context: BrowserContext, project: Project
) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")
    rename(first, "First tab", "Saved since")
    saved(first)

    second.close()
    again = opened(context.new_page(), project)
    again.get_by_role("button", name="Restore it").click()

    expect(notice(again)).to_contain_text("“Charge card” is now called “Second tab”.")


def test_a_stale_drawing_becomes_a_map_of_its_own(first: Page, second: Page) -> None:
    fall_behind(first, second, "Charge card", "Charge card")
    notice(second).get_by_text("Keep mine as a map of its own").click()

    second.get_by_label("Name of the new map").fill("My way")
    second.get_by_role("button", name="Keep as a new map").click()

    expect(second.get_by_role("heading", level=1)).to_have_text("Draw “My way”")
    expect(shape(second, "Second tab")).to_be_visible()
    assert "First tab" in stored()
    assert "Second tab" in stored("my-way")


def test_a_stale_drawing_can_be_downloaded(first: Page, second: Page) -> None:
    fall_behind(first, second, "Reserve stock", "Charge card")

    with second.expect_download() as caught:
        second.get_by_role("button", name="Download mine").click()

    assert "Second tab" in caught.value.path().read_text()


def test_a_draft_thrown_away_in_another_tab_can_begin_anew(first: Page, second: Page) -> None:
    rename(first, "Reserve stock", "First tab")
    saved(first)
    second.reload()
    expect(second.locator("#designer")).to_have_attribute("data-ready", "yes")
    first.get_by_role("button", name="Throw the draft away").click()
    expect(first.locator("#messages")).to_contain_text("thrown away")

    rename(second, "Charge card", "Second tab")
    second.get_by_role("button", name="Go on with mine as a new draft").click()
    saved(second)

    assert "Second tab" in stored()
