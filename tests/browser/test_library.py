"""A map of the library beside the main one: drawn, made a version, its matrix edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from projects.models import Project, User
from tests.browser.designer import add, opened, saved, select_start, shape
from tests.workflows.stage import ORDER, upload, url
from workflows.models import MapVersion, MatrixRow
from workflows.services.library import map_create
from workflows.services.maps import map_upload

type SignIn = Callable[[Page, User], Page]


@pytest.fixture
def billing(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    """Olive's page; the project has a main map, and a map “Billing” with nothing in it yet."""
    upload(project, owner)
    map_create(project=project, actor=owner, name="Billing")
    return signed_in(page, owner)


def test_a_map_of_the_library_is_drawn_and_made_a_version(billing: Page, project: Project) -> None:
    opened(billing, project, "billing")
    select_start(billing)
    add(billing, "Step of a service", "Write invoice")
    add(billing, "End", "Billed")
    saved(billing)

    billing.get_by_label("What changed").fill("First drawing")
    billing.get_by_role("button", name="Make a version").click()

    expect(billing.locator("#messages")).to_contain_text("version 1")
    made = MapVersion.objects.get(workflow_map__key="billing")
    assert [step.name for step in made.definition.steps] == ["Write invoice"]


def test_its_requirements_are_its_own(billing: Page, project: Project, owner: User) -> None:
    map_upload(project=project, actor=owner, name="b.yaml", content=ORDER, map_key="billing")
    billing.goto(url("matrix", project, "billing"))

    billing.locator("#cell-pay-timeout").press("Enter")
    billing.get_by_label("Timeout", exact=True).fill("5s")
    billing.keyboard.press("Tab")

    expect(billing.locator("#status")).to_contain_text("Saved")
    [row] = MatrixRow.objects.all()
    assert (row.workflow_map.key, row.values) == ("billing", {"timeout": "5s"})


def test_what_the_panel_of_its_designer_states_is_its_own(
    billing: Page, project: Project, owner: User
) -> None:
    map_upload(project=project, actor=owner, name="b.yaml", content=ORDER, map_key="billing")
    opened(billing, project, "billing")
    shape(billing, "Charge card").click()

    billing.locator("#panel-field-timeout input").fill("5s")
    billing.keyboard.press("Tab")

    expect(billing.locator("#panel-field-timeout")).to_contain_text("saved")
    assert MatrixRow.objects.get().workflow_map.key == "billing"
