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
    expect(page.locator("#cell-pay-transient")).to_be_focused()
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


def test_typing_replaces_and_enter_goes_on_below(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-reserve-timeout").focus()
    page.keyboard.type("5s")
    page.keyboard.press("Enter")
    page.keyboard.type("6s")
    page.keyboard.press("Tab")

    expect(page.locator("#cell-pay-transient")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#cell-reserve-transient")).to_be_focused()
    expect(page.locator("#cell-reserve-timeout")).to_have_class("cell cell--stated")
    expect(page.locator("#cell-pay-timeout")).to_have_class("cell cell--stated")
    page.reload()
    expect(page.locator("#cell-reserve-timeout")).to_contain_text("5s")
    expect(page.locator("#cell-pay-timeout")).to_contain_text("6s")


def test_escape_leaves_the_cell_as_it_was(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-pay-timeout").press("F2")
    page.get_by_label("Timeout", exact=True).fill("5s")
    page.keyboard.press("Escape")

    expect(page.locator("#cell-pay-timeout")).to_be_focused()
    expect(page.locator("#cell-pay-timeout")).to_contain_text("30s")


def test_two_cells_of_a_row_typed_in_one_go_are_both_saved(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-pay-timeout").focus()
    page.keyboard.type("5s")
    page.keyboard.press("Tab")
    page.keyboard.type("1%")
    page.keyboard.press("Tab")

    expect(page.locator("#cell-pay-timeout")).to_have_class("cell cell--stated")
    expect(page.locator("#cell-pay-transient")).to_have_class("cell cell--stated")
    expect(page.get_by_role("alert")).to_have_count(0)


def _paste(page: Page, text: str) -> None:
    """The clipboard's event, as the browser sends it for Ctrl+V."""
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_block_from_a_spreadsheet_is_shown_and_then_pasted(
    page: Page, project: Project, owner: User, signed_in: SignIn, assert_accessible: Check
) -> None:
    _matrix(page, project, owner, signed_in)

    page.locator("#cell-reserve-timeout").focus()
    _paste(page, "5s\t1%\n6s\t200%\n")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("must be between 0% and 100%")
    assert_accessible(page)
    dialog.get_by_role("button", name="Paste 3 cells").click()
    expect(page.get_by_text("3 cells pasted.")).to_be_visible()
    expect(page.locator("#cell-reserve-timeout")).to_be_focused()
    expect(page.locator("#cell-pay-timeout")).to_contain_text("6s")


def test_ctrl_z_takes_the_last_change_back(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)
    page.locator("#cell-pay-timeout").focus()
    page.keyboard.type("5s")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-pay-timeout")).to_have_class("cell cell--stated")

    page.keyboard.press("Control+z")

    expect(page.get_by_text("Took back your last change")).to_be_visible()
    expect(page.locator("#cell-pay-timeout")).to_contain_text("30s")


def test_ticked_steps_are_set_together(
    page: Page, project: Project, owner: User, signed_in: SignIn, assert_accessible: Check
) -> None:
    _matrix(page, project, owner, signed_in)

    page.get_by_label("Tick all steps shown").check()
    expect(page.get_by_text("3 ticked")).to_be_visible()
    page.get_by_label("Set for the ticked steps").select_option("timeout")
    page.get_by_role("button", name="Set…").click()
    page.get_by_label("Timeout").fill("7s")
    page.get_by_role("button", name="Show what changes").click()
    assert_accessible(page)
    page.get_by_role("button", name="Set 3 steps").click()

    expect(page.get_by_text("Timeout of 3 steps is “7s” now.")).to_be_visible()
    expect(page.locator("#cell-reserve-timeout")).to_contain_text("7s")


def test_what_was_typed_stays_when_the_server_is_gone(
    page: Page, project: Project, owner: User, signed_in: SignIn, complaints: list[str]
) -> None:
    _matrix(page, project, owner, signed_in)
    page.route("**/cells/timeout/?*", lambda route: route.abort())

    page.locator("#cell-pay-timeout").focus()
    page.keyboard.type("5s")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_label("Timeout", exact=True)).to_have_value("5s")
    complaints.clear()


def test_the_open_cell_tells_who_stated_what(
    page: Page, project: Project, owner: User, signed_in: SignIn
) -> None:
    _matrix(page, project, owner, signed_in)
    page.locator("#cell-pay-timeout").focus()
    page.keyboard.type("5s")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-pay-timeout")).to_have_class("cell cell--stated")

    page.locator("#cell-pay-timeout").press("F2")
    page.get_by_role("button", name="Take back").click()

    expect(page.locator("#cell-pay-timeout")).to_have_class("cell cell--assumed")
