"""The order of importance in a browser: by keys, by drag, and without scripts; and a round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessment.models import WeightSet
from projects.models import Project, User
from tests.assessment.rounds import QUESTIONS, answered, end, opened
from tests.workflows.stage import upload

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


@pytest.fixture
def order(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    """Olive before the list."""
    upload(project, owner)
    signed_in(page, owner).goto(f"/projects/{project.pk}/decide/weights/?method=ranking")
    return page


def shown(page: Page) -> list[str]:
    return page.locator(".ranking-title").all_inner_texts()


def test_the_arrows_move_a_question_by_keys_and_keep_the_focus(order: Page) -> None:
    down = order.get_by_role("button", name="Move Consistency down")

    down.press("Enter")
    down.press("Enter")

    assert shown(order)[:3] == ["Team autonomy", "Event experience", "Consistency"]
    expect(down).to_be_focused()
    expect(order.locator("[data-ranking-status]")).to_contain_text("Consistency is now number 3")


def test_at_the_top_the_focus_goes_to_the_other_arrow(order: Page) -> None:
    order.get_by_role("button", name="Move Team autonomy up").press("Enter")

    expect(order.get_by_role("button", name="Move Team autonomy down")).to_be_focused()


def test_a_question_is_dragged_by_its_handle_and_saved(order: Page) -> None:
    handles = order.locator("[data-handle]")
    top = handles.nth(0).bounding_box()
    assert top is not None

    handles.nth(4).hover()
    order.mouse.down()
    # The list closes up round what is dragged as the pointer goes on moving; letting go before
    # that would drop it elsewhere.
    for nudge in range(20):
        order.mouse.move(top["x"] + 5, top["y"] + 2 + nudge % 3, steps=12)
        order.wait_for_timeout(100)
        if shown(order)[0] == "Operational load":
            break
    order.mouse.up()
    order.get_by_role("button", name="Save the weights").last.click()

    expect(order.get_by_text("The weights are saved.")).to_be_visible()
    assert WeightSet.objects.get().ranking[0] == [QUESTIONS[-1]]


def test_without_scripts_the_arrows_move_and_save_alike(
    browser: Browser, live_server: LiveServer, project: Project, owner: User
) -> None:
    upload(project, owner)
    client = Client()
    client.force_login(owner)
    session = client.cookies["sessionid"].value
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"/projects/{project.pk}/decide/weights/?method=ranking")
    page.get_by_role("button", name="Move Scale up").click()
    page.get_by_role("button", name="Save the weights").last.click()

    assert WeightSet.objects.get().ranking[2] == ["scale"]
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("method", ["points", "ranking", "pairwise"])
def test_every_method_is_accessible_and_fits_a_small_screen(
    order: Page, theme: Literal["light", "dark"], method: str, assert_accessible: Check
) -> None:
    order.emulate_media(color_scheme=theme)
    order.set_viewport_size({"width": 360, "height": 740})
    order.goto(order.url.replace("ranking", method))

    assert_accessible(order)
    assert order.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_ballot_is_given_and_its_result_is_accessible(
    page: Page,
    project: Project,
    owner: User,
    contributor: User,
    signed_in: SignIn,
    assert_accessible: Check,
) -> None:
    upload(project, owner)
    round = opened(project, owner, owner, contributor)
    answered(round, contributor, 5)
    signed_in(page, owner).goto(f"/projects/{project.pk}/decide/rounds/1/ballot/")

    for question in QUESTIONS:
        page.locator(f"input[name={question}-value]").nth(1).check()
    assert_accessible(page)
    page.get_by_role("button", name="Give your ballot").click()
    expect(page.get_by_text("Your ballot is in.")).to_be_visible()
    end(round)
    page.reload()

    expect(page.get_by_role("heading", name="Round 1: the result")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
