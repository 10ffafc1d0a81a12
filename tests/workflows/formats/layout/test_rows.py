"""workflows/formats/layout/rows.py"""

from __future__ import annotations

from tests.workflows.formats.layout.graphs import graph_of_links
from workflows.formats.layout.layers import columns_of
from workflows.formats.layout.rows import crossings, put_in_order


def test_crossings_are_undone_where_that_is_possible() -> None:
    columns = columns_of(graph_of_links("s>a", "s>b", "a>y", "b>x", "x>e", "y>e"))

    put_in_order(columns)

    assert crossings(columns.columns) == 0


def test_crossings_are_counted() -> None:
    columns = columns_of(graph_of_links("a>x", "a>y", "b>x", "b>y"))

    assert crossings(columns.columns) == 1
