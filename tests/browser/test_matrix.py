"""The requirement matrix edited in place, by keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from projects.models import Project, User
from tests.workflows.stage import upload, url

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


def _matrix(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    upload(project, owner)
    signed_in(page, owner).goto(url("matrix", project))
    return page


def test_a_value_typed_into_a_cell_is_saved_when_one_leaves_it(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-pay-timeout").press("Enter")
    page.get_by_label("Timeout", exact=True).fill("5s")
    page.keyboard.press("Tab")

    expect(page.locator("#status")).to_contain_text("Saved")
    expect(page.locator("#cell-pay-timeout")).to_be_focused()
    page.reload()
    expect(page.locator("#cell-pay-timeout")).to_contain_text("5s")


def test_a_bad_value_stays_with_the_mend_below_it(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-pay-timeout").press("Enter")
    page.get_by_label("Timeout", exact=True).fill("5")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Needs a unit")
    expect(page.get_by_label("Timeout", exact=True)).to_have_value("5")


def test_axe_finds_nothing_grave_while_a_cell_is_open(
    page: Page, project: Project, owner: User, signed_in: SignIn, assert_accessible: Check
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-pay-consistency").press("Enter")
    expect(page.get_by_label("Consistency", exact=True)).to_be_focused()

    assert_accessible(page)
