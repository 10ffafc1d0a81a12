"""What a person does in the designer, for the tests in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from projects.models import Project
from tests.workflows.stage import url

__all__ = ["add", "cell", "choose", "opened", "rename", "saved", "select_start", "shape", "state"]


def opened(page: Page, project: Project, *args: object) -> Page:
    """The designer of the project's main map, or of the map whose key is given."""
    page.goto(url("designer", project, *args))
    expect(page.locator("#designer")).to_have_attribute("data-ready", "yes")
    return page


def shape(page: Page, name: str) -> Locator:
    """The drawn element with this name on it."""
    return page.locator(".djs-element", has=page.locator(".djs-visual", has_text=name)).first


def cell(page: Page, column: str) -> Locator:
    """The field of a column of the matrix, in the panel."""
    return page.locator(f"#panel-field-{column}").locator("input, select")


def state(page: Page, text: str) -> None:
    expect(page.locator("#designer-state")).to_contain_text(text)


def saved(page: Page) -> None:
    expect(page.locator("#designer-state")).to_have_attribute("data-state", "saved")


def add(page: Page, what: str, name: str) -> None:
    """Adds something by the list above the drawing and names it where the focus then is."""
    page.get_by_label("Add", exact=True).select_option(label=what)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def rename(page: Page, name: str, other: str) -> None:
    choose(page, name)
    field = page.get_by_label("Name", exact=True)
    field.fill(other)
    field.press("Enter")


def choose(page: Page, name: str) -> None:
    """Selects what bears this name, and waits for its panel."""
    field = page.get_by_label("Name", exact=True)
    shape(page, name).click()
    try:
        expect(field).to_have_value(name, timeout=3_000)
    except AssertionError:
        # What is told above the drawing can push it away under the mouse.
        shape(page, name).click()
        expect(field).to_have_value(name)


def select_start(page: Page) -> None:
    page.locator('[data-element-id="start"]').first.click()
    expect(page.locator(".panel-what")).to_have_text("Start")
