"""static/podium/map-viewer.js: workflow maps drawn from BPMN, under the security policy."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings


@pytest.fixture(autouse=True)
def scratch_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.scratch"


def test_a_map_is_drawn_with_its_marks_and_the_watermark(page: Page) -> None:
    page.goto("/scratch/map")

    expect(page.locator('[data-element-id="charge"].step--orchestrated')).to_be_visible()
    expect(page.locator(".bjs-powered-by")).to_be_visible()


def test_the_map_can_be_enlarged_by_keyboard(page: Page) -> None:
    page.goto("/scratch/map")
    step = page.locator('[data-element-id="charge"] .djs-visual')
    before = step.bounding_box()

    page.get_by_role("button", name="Zoom in").press("Enter")

    after = step.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"]


def test_a_map_that_cannot_be_read_says_so_in_its_place(page: Page) -> None:
    page.goto("/scratch/broken-map")

    expect(page.get_by_role("alert")).to_contain_text("The map could not be drawn")
