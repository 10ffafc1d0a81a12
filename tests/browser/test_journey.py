"""The whole journey of an architect, from signing up to the PDF in their hands."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from workflows.examples import example
from workflows.formats import registry

type Check = Callable[[Page], None]

EMAIL = "ada@example.org"
PASSWORD = "a-long-walk-through-podium"
PROJECT = "Online orders"
SYMPTOM = "Cases stop without an error because a message got lost."
CASES = 200


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    """The worker takes the signals for itself; the next test wants them back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def bpmn_file(tmp_path: Path) -> Path:
    """A drawing as another tool would hand it over."""
    path = tmp_path / "online-order.bpmn"
    path.write_bytes(registry.write("bpmn", example("online-order").definition).content)
    return path


def test_an_architect_walks_from_signing_up_to_the_printed_report(
    page: Page, assert_accessible: Check, bpmn_file: Path
) -> None:
    _sign_up(page, assert_accessible)
    _create_the_project(page, assert_accessible)

    _import_the_map(page, assert_accessible, bpmn_file)
    _confirm_the_matrix(page, assert_accessible)
    _fill_the_context(page, assert_accessible)
    _rate_a_symptom(page, assert_accessible)

    _answer_the_questions(page, assert_accessible)
    _weigh_the_questions(page, assert_accessible)
    sentence = _read_the_scorecard(page, assert_accessible)

    _run_an_experiment(page, assert_accessible)
    _generate_the_plan(page, assert_accessible)
    _print_the_report(page, assert_accessible, sentence)


def _sign_up(page: Page, check: Check) -> None:
    page.goto("/")
    check(page)
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    check(page)
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    _expect_heading(page, "Projects")
    check(page)


def _create_the_project(page: Page, check: Check) -> None:
    page.get_by_role("link", name="Create a project").click()
    _expect_heading(page, "Create a project")
    check(page)
    page.get_by_label("Name").fill(PROJECT)
    page.get_by_label("Summary").fill("From the basket to the parcel.")
    page.get_by_role("button", name="Create the project").click()
    _expect_heading(page, PROJECT)
    check(page)


def _import_the_map(page: Page, check: Check, file: Path) -> None:
    _open(page, "Discover", "Workflow map")
    check(page)
    page.get_by_label("Workflow map", exact=True).set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    _expect_told(page, "is version 1 of the map")
    expect(page.locator(".djs-element").first).to_be_visible()
    check(page)


def _confirm_the_matrix(page: Page, check: Check) -> None:
    _open(page, "Discover", "Requirement matrix")
    check(page)
    expect(page.locator("#assumed")).to_contain_text("are assumed")
    page.get_by_role("button", name="Confirm all").click()
    _expect_told(page, "assumed requirements are stated now")
    expect(page.locator("#assumed")).to_contain_text("Every value was stated or confirmed")
    check(page)


def _fill_the_context(page: Page, check: Check) -> None:
    _open(page, "Discover", "Context")
    check(page)
    page.get_by_label("What the process does").fill("A basket becomes a paid order and a parcel.")
    page.get_by_label("Industry").select_option("retail")
    page.get_by_label("Payment card or payment service rules").check()
    page.get_by_label("Cases per hour now").fill("1200")
    page.get_by_label("Cases per hour in two years").fill("4000")
    page.get_by_label("Experience with events").select_option("one-team")
    page.get_by_label("Structured logs in one place").check()
    page.get_by_label("Name of team 1").fill("Checkout")
    page.get_by_label("People in team 1").fill("7")
    page.get_by_role("group", name="What team 1 owns").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save the context").click()
    _expect_told(page, "The context is saved.")
    check(page)


def _rate_a_symptom(page: Page, check: Check) -> None:
    """The same one from each perspective; with scripts, choosing saves it."""
    _open(page, "Discover", "Symptoms")
    check(page)
    row = page.get_by_role("group", name=SYMPTOM)
    for perspective in ("Business", "Development", "Operations"):
        tabs = page.get_by_role("navigation", name="Perspectives")
        tabs.get_by_role("link", name=perspective).click()
        expect(page.locator("#rate")).to_have_text(f"As {perspective.lower()} sees it")
        row.get_by_role("radio").last.check()
        expect(row.get_by_text("Saved")).to_be_visible()
    expect(page.locator("#side-by-side")).to_contain_text(SYMPTOM)
    check(page)


def _answer_the_questions(page: Page, check: Check) -> None:
    """Agrees with every suggestion; the form leads from one question to the next."""
    _open(page, "Decide", "Questions")
    check(page)
    page.get_by_role("link", name="Answer: Consistency").click()
    for number in range(1, 6):
        expect(page.locator(".lead")).to_contain_text(f"Question {number} of 5")
        check(page)
        page.locator(".choice--suggested").get_by_role("radio").check()
        page.get_by_role("button", name="Save and").click()
    _expect_heading(page, "Scorecard")


def _weigh_the_questions(page: Page, check: Check) -> None:
    _open(page, "Decide", "Weights")
    check(page)
    for title, points in (("Consistency", "30"), ("Operational load", "10")):
        page.get_by_label(title, exact=True).fill(points)
    expect(page.locator("[data-total]")).to_have_text("100 of 100")
    page.get_by_role("button", name="Save the weights").click()
    _expect_told(page, "The weights are saved.")
    check(page)


def _read_the_scorecard(page: Page, check: Check) -> str:
    _open(page, "Decide", "Scorecard")
    expect(page.locator("[data-chart] .trace").first).to_be_visible()
    check(page)
    sentence = page.locator(".quote").inner_text().strip()
    assert sentence.endswith(".")
    return sentence


def _run_an_experiment(page: Page, check: Check) -> None:
    _open(page, "Prove", "Experiments")
    check(page)
    page.get_by_label("Cases", exact=True).fill(str(CASES))
    page.get_by_role("button", name="Run the experiment").click()
    expect(page.get_by_text(f"0 of {CASES} cases are done")).to_be_visible()
    check(page)
    call_command("worker", batch=True)
    expect(page.locator(".quote")).to_contain_text(".")
    expect(page.get_by_role("region", name="Figures per model")).to_be_visible()
    expect(page.locator("[data-chart] .scatterlayer .trace")).to_have_count(3)
    check(page)


def _generate_the_plan(page: Page, check: Check) -> None:
    _open(page, "Plan", "30-day plan")
    check(page)
    page.get_by_label("Day 1").fill("2030-01-07")
    page.get_by_role("button", name="Generate the plan").click()
    expect(page.get_by_role("heading", name="Week 1")).to_be_visible()
    assert page.locator(".task").count() > 0
    check(page)


def _print_the_report(page: Page, check: Check, sentence: str) -> None:
    _open(page, "Report", "Reports")
    expect(page.get_by_text("Every part is there")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Print report").click()
    expect(page.locator(".quote")).to_have_text(sentence)
    check(page)
    call_command("worker", batch=True)
    link = page.get_by_role("link", name="Download PDF")
    expect(link).to_be_visible()
    check(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def _open(page: Page, stage: str, name: str) -> None:
    """Goes to a page by the list of stages: the stage first, if it is closed."""
    stages = page.get_by_role("navigation", name="Stages of the project")
    link = stages.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        stages.locator("a.stage", has_text=stage).click()
        expect(stages.locator("a.stage--open", has_text=stage)).to_be_visible()
    if link.get_attribute("aria-current") != "page":
        link.click()
    expect(link).to_have_attribute("aria-current", "page")


def _expect_heading(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def _expect_told(page: Page, message: str) -> None:
    expect(page.locator("#messages")).to_contain_text(message)
