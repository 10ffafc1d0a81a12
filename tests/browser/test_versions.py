"""Comparing two versions, and merging a draft that fell behind, in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from projects.models import Project, User
from tests.browser.designer import opened, shape
from tests.browser.designer import rename as renamed
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


@pytest.fixture
def colleague(
    browser: Browser, live_server: LiveServer, architect: User, signed_in: SignIn
) -> Iterator[Page]:
    """Archie at another computer."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    yield signed_in(context.new_page(), architect)
    context.close()


@pytest.fixture
def late(page: Page, colleague: Page, mapped: Project, owner: User, signed_in: SignIn) -> Page:
    """Olive's designer after she tried to make a version, which Archie had done before."""
    opened(signed_in(page, owner), mapped)
    opened(colleague, mapped)
    renamed(colleague, "Reserve stock", "Set aside")
    version_made(colleague, "Plainer words")
    expect(colleague.locator("#messages")).to_contain_text("version 2")
    renamed(page, "Charge card", "Take the money")
    version_made(page, "Mine")
    return page


def version_made(page: Page, message: str) -> None:
    page.get_by_label("What changed").fill(message)
    page.get_by_role("button", name="Make a version").click()


def test_a_colleague_s_version_is_told_and_the_message_stays(
    late: Page, assert_accessible: Check
) -> None:
    expect(late.get_by_role("alert")).to_contain_text("Archie made version 2")
    expect(late.get_by_role("alert")).to_contain_text("No version was made")
    expect(late.get_by_label("What changed")).to_have_value("Mine")
    assert_accessible(late)


def test_both_people_s_changes_become_one_version(late: Page) -> None:
    late.get_by_role("link", name="See what differs and merge").click()
    expect(late.get_by_text("“Reserve stock” is now called “Set aside”.")).to_be_visible()
    expect(late.get_by_text("“Charge card” is now called “Take the money”.")).to_be_visible()
    late.get_by_role("button", name="Merge into my draft").click()
    expect(shape(late, "Set aside")).to_be_visible()
    expect(shape(late, "Take the money")).to_be_visible()

    version_made(late, "Both")

    expect(late.locator("#messages")).to_contain_text("version 3")


def test_what_a_late_person_drew_becomes_a_map_of_its_own(late: Page) -> None:
    late.get_by_role("link", name="Keep mine as a map of its own").click()

    late.get_by_label("Name of the new map").fill("My way")
    late.get_by_role("button", name="Keep as a new map").click()

    expect(late.get_by_role("heading", level=1)).to_have_text("Draw “My way”")
    expect(shape(late, "Take the money")).to_be_visible()


def test_what_is_not_saved_yet_is_before_the_merge(late: Page) -> None:
    expect(late.locator("#designer")).to_have_attribute("data-ready", "yes")
    renamed(late, "Check by hand", "Look at it")

    late.get_by_role("link", name="See what differs and merge").click()

    expect(late.get_by_text("“Check by hand” is now called “Look at it”.")).to_be_visible()
