"""workflows/formats/layout/layers.py"""

from __future__ import annotations

from tests.workflows.formats.layout.graphs import graph_of_links
from workflows.formats.layout.layers import columns_of


def test_every_box_stands_right_of_what_leads_to_it() -> None:
    cells = columns_of(graph_of_links("a>b", "b>c", "a>c")).cells

    assert [cells[name].column for name in "abc"] == [0, 1, 2]


def test_a_link_that_closes_a_loop_leads_backwards() -> None:
    assert columns_of(graph_of_links("a>b", "b>a")).backward == {"b>a"}


def test_a_further_start_stands_right_before_what_it_leads_to() -> None:
    cells = columns_of(graph_of_links("a>b", "b>c", "x>c")).cells

    assert cells["x"].column == 1


def test_the_main_way_is_the_longest() -> None:
    assert columns_of(graph_of_links("a>z", "a>b", "b>z")).main == {"a>b", "b>z"}


def test_a_chain_of_ten_thousand_does_not_exhaust_the_stack() -> None:
    links = [f"n{number}>n{number + 1}" for number in range(10_000)]

    assert len(columns_of(graph_of_links(*links)).columns) == 10_001
