"""The map as SVG for print."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from lxml import etree

from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node
from tests.workflows.formats.maps import ORDER
from workflows.definition.model import Definition, Side
from workflows.formats import yaml
from workflows.formats.svg import draw, draw_rows, write

ORDER_MAP = yaml.read(ORDER).definition


def long_map() -> Definition:
    return chain(*(node(f"s{number}") for number in range(20)))


def test_a_picture_is_well_formed_and_names_the_map() -> None:
    root = etree.fromstring(draw(ORDER_MAP).svg)

    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Online order & more"


def test_every_step_and_participant_is_written_out() -> None:
    text = " ".join(map(str, etree.fromstring(draw(ORDER_MAP).svg).itertext()))

    assert all(word in text for word in ("Charge card", "approve", "Payments", "Clerk"))


def test_what_people_typed_cannot_become_markup() -> None:
    hostile = chain(node("a", name="<script>\x00&"))

    assert "<script>" not in draw(hostile).svg
    assert etree.fromstring(draw(hostile).svg) is not None


def test_sides_differ_by_border_and_not_only_by_colour() -> None:
    event_driven = draw(ORDER_MAP, sides={"pay": Side.EVENT_DRIVEN}).svg
    orchestrated = draw(ORDER_MAP, sides={"pay": Side.ORCHESTRATED}).svg

    assert 'stroke-dasharray="6 4"' in event_driven
    assert 'stroke-dasharray="6 4"' not in orchestrated


def test_a_long_map_asks_for_a_wide_page() -> None:
    picture = draw(long_map())

    assert (picture.landscape, picture.too_wide) == (True, True)


def test_a_short_map_fits_an_upright_page() -> None:
    assert not draw(chain(node("a"), node("b"))).landscape


def test_rows_of_a_long_map_fit_an_upright_page_and_show_every_step() -> None:
    rows = draw_rows(long_map())

    assert len(rows) > 1
    assert not any(row.landscape for row in rows)
    assert len({row.width for row in rows}) == 1


def test_a_short_map_is_one_row() -> None:
    assert len(draw_rows(replace(long_map(), nodes=long_map().nodes[:2], flows=()))) == 1


@given(nested_maps())
@settings(max_examples=30, deadline=None)
def test_any_nested_map_is_drawn_without_its_scopes(definition: Definition) -> None:
    root = etree.fromstring(draw(definition).svg)
    text = " ".join(map(str, root.itertext()))

    assert all(step.name in text for step in definition.flat.steps)


def test_a_step_that_sends_is_told_as_drawn_and_not_as_left_out() -> None:
    definition = yaml.read(b"id: m\nnodes:\n- id: tell\n  type: send-task\n").definition

    told = [loss.message for loss in write(definition).losses]

    assert any("says only in part: send task" in message for message in told)
