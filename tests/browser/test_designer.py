"""The designer: a map drawn, described, saved and made a version in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from projects.models import Project, User
from tests.browser.designer import (
    add,
    cell,
    choose,
    opened,
    rename,
    saved,
    select_start,
    shape,
    state,
)
from tests.workflows.stage import upload
from workflows.models import MapDraft, MapVersion, MatrixRow

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


@pytest.fixture
def drawing(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    """The designer of a project that has no map yet."""
    return opened(signed_in(page, owner), project)


@pytest.fixture
def order(page: Page, project: Project, owner: User, signed_in: SignIn) -> Page:
    """The designer with the small order."""
    upload(project, owner)
    return opened(signed_in(page, owner), project)


def test_a_step_drawn_by_mouse_is_there_after_a_reload(drawing: Page, project: Project) -> None:
    tool = drawing.locator('[data-action="create.task"]')
    canvas = drawing.locator("#designer-canvas").bounding_box()
    assert canvas

    tool.click()
    drawing.mouse.move(canvas["x"] + 400, canvas["y"] + 200, steps=5)
    drawing.mouse.click(canvas["x"] + 420, canvas["y"] + 220)
    drawing.keyboard.type("Reserve stock")
    drawing.keyboard.press("Enter")
    saved(drawing)

    drawing.reload()
    expect(shape(drawing, "Reserve")).to_be_visible()


def test_what_is_added_follows_what_is_selected(drawing: Page, owner: User) -> None:
    select_start(drawing)

    add(drawing, "Step of a service", "Charge card")
    saved(drawing)

    content = bytes(MapDraft.objects.get().content).decode()
    assert re.search(r'<bpmn:sequenceFlow id="\w+" sourceRef="start" targetRef="\w+"', content)
    assert 'name="Charge card"' in content


def test_a_name_typed_in_the_panel_can_be_undone(order: Page) -> None:
    rename(order, "Charge card", "Take the money")
    expect(shape(order, "Take the money")).to_be_visible()

    order.locator("[data-tool=undo]").click()

    expect(shape(order, "Charge card")).to_be_visible()
    expect(order.get_by_label("Name", exact=True)).to_have_value("Charge card")


def test_a_requirement_stated_in_the_panel_is_in_the_matrix(order: Page) -> None:
    shape(order, "Charge card").click()

    cell(order, "timeout").fill("5s")
    order.keyboard.press("Tab")

    expect(order.locator("#panel-field-timeout")).to_contain_text("saved")
    assert MatrixRow.objects.get().values == {"timeout": "5s"}


def test_a_bad_requirement_stays_with_the_mend_below_it(order: Page) -> None:
    shape(order, "Charge card").click()

    cell(order, "timeout").fill("5")
    order.keyboard.press("Enter")

    expect(order.locator("#panel-field-timeout").get_by_role("alert")).to_contain_text("unit")
    expect(cell(order, "timeout")).to_have_value("5")


def test_a_step_is_copied_with_its_name(order: Page) -> None:
    shape(order, "Charge card").click()

    order.locator("[data-tool=copy]").click()
    order.locator("[data-tool=paste]").click()
    saved(order)

    assert bytes(MapDraft.objects.get().content).count(b'name="Charge card"') == 2


def test_a_mark_leads_to_the_field_that_mends_it(order: Page) -> None:
    mark = order.locator("[data-mark-list] button", has_text="no deadline")

    mark.click()

    expect(cell(order, "deadline")).to_be_focused()
    expect(order.locator(".mark-badge").first).to_be_visible()


def test_a_mark_goes_once_its_cause_is_mended(order: Page) -> None:
    order.locator("[data-mark-list] button", has_text="no deadline").click()

    cell(order, "deadline").fill("2d")
    order.keyboard.press("Tab")

    expect(order.locator("[data-mark-list]")).not_to_contain_text("no deadline")


def test_a_timer_is_written_as_people_say_it(drawing: Page) -> None:
    select_start(drawing)
    add(drawing, "Wait for a time", "Cool off")

    drawing.locator("#drawn-timer").fill("1h30m")
    drawing.locator("#drawn-timer").press("Enter")
    saved(drawing)

    assert b">PT1H30M<" in bytes(MapDraft.objects.get().content)
    drawing.locator("#drawn-timer").fill("soon")
    drawing.locator("#drawn-timer").press("Enter")
    expect(drawing.locator('[data-drawn-error="timer"]')).to_contain_text("30m, 2h or 3d")


def test_a_step_moves_into_the_lane_of_its_stated_participant(order: Page) -> None:
    shape(order, "Charge card").click()
    cell(order, "participant").select_option(label="Shop")

    order.get_by_role("button", name="Move it into the lane of Shop").click()

    expect(order.locator("[data-move-to]")).to_have_count(0)
    expect(order.locator("#panel-field-participant")).to_contain_text("Stated by Olive")
    expect(cell(order, "participant")).to_be_focused()


def test_lanes_that_are_added_stand_beside_the_palette(drawing: Page) -> None:
    add(drawing, "Lane for a participant", "Inventory")
    add(drawing, "Lane for a participant", "Payment")

    palette = drawing.locator(".djs-palette").bounding_box()
    pool = drawing.locator(".djs-element[data-element-id^=Participant]").first.bounding_box()

    assert palette
    assert pool
    assert pool["x"] >= palette["x"] + palette["width"]


def test_what_has_no_name_is_told_apart_in_the_list_of_targets(order: Page) -> None:
    shape(order, "Charge card").click()
    add(order, "Parallel gateway", "")
    choose(order, "Reserve stock")
    saved(order)

    order.get_by_label("Leads on to").focus()

    targets = order.locator("#drawn-connect")
    expect(targets).to_contain_text("Parallel gateway after “Charge card”")


def test_offline_the_drawing_is_kept_and_saved_later(
    order: Page, context: BrowserContext, complaints: list[str]
) -> None:
    context.set_offline(True)
    shape(order, "Charge card").click()
    order.get_by_label("Name", exact=True).fill("Take the money")
    order.keyboard.press("Enter")
    state(order, "Offline: kept on this device")
    assert not MapDraft.objects.exists()

    context.set_offline(False)
    saved(order)

    assert b"Take the money" in bytes(MapDraft.objects.get().content)
    complaints.clear()


def test_what_was_told_of_a_lost_requirement_goes_once_it_is_saved(
    order: Page, complaints: list[str]
) -> None:
    shape(order, "Charge card").click()
    order.route("**/cells/timeout/", lambda route: route.abort())
    cell(order, "timeout").fill("5s")
    order.keyboard.press("Tab")
    expect(order.locator("#messages")).to_contain_text("cannot be reached")

    order.unroute("**/cells/timeout/")
    cell(order, "timeout").fill("6s")
    order.keyboard.press("Tab")

    expect(order.locator("#messages")).not_to_contain_text("cannot be reached")
    complaints.clear()


def test_the_requirements_come_back_with_the_network(
    order: Page, context: BrowserContext, complaints: list[str]
) -> None:
    context.set_offline(True)
    rename(order, "Charge card", "Take the money")
    state(order, "Offline: kept on this device")
    expect(cell(order, "timeout")).to_have_count(0)

    context.set_offline(False)

    expect(cell(order, "timeout")).to_be_visible()
    complaints.clear()


def test_what_never_reached_the_server_is_offered_on_the_next_visit(
    order: Page, context: BrowserContext, project: Project, complaints: list[str]
) -> None:
    order.route("**/design/draft/", lambda route: route.abort())
    rename(order, "Charge card", "Take the money")
    state(order, "Offline: kept on this device")

    order.close()
    again = opened(context.new_page(), project)
    again.get_by_role("button", name="Restore it").click()
    saved(again)

    assert b"Take the money" in bytes(MapDraft.objects.get().content)
    complaints.clear()


def test_signed_out_nothing_is_lost(
    order: Page,
    context: BrowserContext,
    owner: User,
    signed_in: SignIn,
    complaints: list[str],
) -> None:
    context.clear_cookies(name="sessionid")
    shape(order, "Charge card").click()
    order.get_by_label("Name", exact=True).fill("Take the money")
    order.keyboard.press("Enter")
    state(order, "You were signed out")

    signed_in(order, owner)
    order.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(order)

    assert b"Take the money" in bytes(MapDraft.objects.get().content)
    complaints.clear()


def test_a_version_is_made_with_a_message(order: Page) -> None:
    rename(order, "Charge card", "Take the money")

    order.get_by_label("What changed").fill("Plainer words")
    order.get_by_role("button", name="Make a version").click()

    expect(order.locator("#messages")).to_contain_text("version 2")
    assert MapVersion.objects.get(number=2).message == "Plainer words"


def test_a_map_can_be_drawn_by_keyboard_alone(drawing: Page) -> None:
    drawing.locator("#designer-canvas svg[tabindex='0']").focus()
    drawing.keyboard.press("n")
    expect(drawing.locator(".panel-what")).to_have_text("Start")
    drawing.keyboard.press("Enter")
    expect(drawing.get_by_label("Name", exact=True)).to_be_focused()
    drawing.keyboard.type("Ordered")
    drawing.keyboard.press("Tab")

    drawing.get_by_label("Add", exact=True).focus()
    drawing.keyboard.type("Step for")
    drawing.keyboard.press("Tab")
    drawing.keyboard.press("Enter")
    expect(drawing.get_by_label("Name", exact=True)).to_be_focused()
    drawing.keyboard.type("Check by hand")
    drawing.keyboard.press("Enter")
    saved(drawing)

    content = bytes(MapDraft.objects.get().content).decode()
    assert 'name="Ordered"' in content
    assert re.search(r'<bpmn:userTask id="\w+" name="Check by hand">', content)


def test_the_search_selects_what_it_finds(order: Page) -> None:
    order.locator("[data-tool=find]").click()
    order.keyboard.type("Charge")
    expect(order.locator(".djs-search-result-selected")).to_contain_text("Charge")
    order.keyboard.press("Enter")

    expect(order.get_by_label("Name", exact=True)).to_have_value("Charge card")


def test_the_watermark_stays(order: Page) -> None:
    expect(order.locator(".bjs-powered-by")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_grave_while_a_step_is_selected(
    order: Page, context: BrowserContext, assert_accessible: Check, theme: str
) -> None:
    context.add_cookies([{"name": "theme", "value": theme, "url": order.url}])
    order.reload()
    expect(order.locator("#designer")).to_have_attribute("data-ready", "yes")
    shape(order, "Charge card").click()
    expect(cell(order, "timeout")).to_be_visible()

    assert_accessible(order)
