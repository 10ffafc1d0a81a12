"""static/podium/chart.js: plotly figures in a page's colours, under the security policy."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings


@pytest.fixture(autouse=True)
def scratch_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.scratch"


def test_a_figure_is_drawn_without_a_breach_of_the_policy(page: Page) -> None:
    page.goto("/scratch/chart")

    expect(page.locator("[data-chart] .bars path")).to_have_count(2)


def test_a_figure_is_drawn_again_in_the_colours_of_the_chosen_theme(page: Page) -> None:
    page.goto("/scratch/chart")
    label = page.locator("[data-chart] .ytick text").first
    light = label.evaluate("text => getComputedStyle(text).fill")

    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(label).not_to_have_css("fill", light)
