"""Blocks of cells from the clipboard."""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.definition.findings import DefinitionError
from workflows.formats.matrix import block_of, pasted


def test_lines_and_tabs_make_rows_and_columns() -> None:
    assert block_of("5s\t1%\r\n6s\t2%\r\n") == [["5s", "1%"], ["6s", "2%"]]


def test_quotes_hold_tabs_and_line_ends() -> None:
    assert block_of('"a\tb"\t"say ""no"""\n') == [["a\tb", 'say "no"']]


def test_an_empty_cell_among_others_is_one() -> None:
    assert block_of("5s\n\n6s") == [["5s"], [""], ["6s"]]


@pytest.mark.parametrize(("text", "message"), [(" ", "is empty"), ("x\t" * 60_000, "60,001 cells")])
def test_what_is_no_block_is_refused(text: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        block_of(text)


def test_a_block_goes_where_it_was_pasted() -> None:
    found = pasted(
        [["5s"], ["6s"]], shop(), steps=["approve", "refund"], columns=["timeout", "jitter"]
    )

    assert [(c.step, c.column, c.after) for c in found.changes] == [
        ("approve", "timeout", "5s"),
        ("refund", "timeout", "6s"),
    ]


def test_a_block_beyond_the_border_is_refused() -> None:
    with pytest.raises(DefinitionError, match="begin further up"):
        pasted([["5s"], ["6s"]], shop(), steps=["refund"], columns=["timeout"])
