"""The requirement matrix as CSV: out, and back in with a preview."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.steps import shop, stated
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.formats.matrix.change import MatrixChange
from workflows.formats.matrix.csv import read, write


def change(text: str) -> MatrixChange:
    return read(text.encode(), shop())


def refusal(content: bytes) -> str:
    with pytest.raises(DefinitionError) as caught:
        read(content, shop())
    return str(caught.value)


def timeout(definition: Definition) -> float | None:
    needs = definition.by_id["charge"].requirements
    assert needs is not None
    return needs.timeout


def test_a_matrix_written_and_read_changes_nothing() -> None:
    found = read(write(shop()), shop())

    assert (found.changes, found.errors, found.definition) == ((), (), shop())


def test_a_change_tells_before_and_after() -> None:
    found = change("step,timeout\ncharge,5s\n")

    assert [(c.step, c.column, c.before, c.after) for c in found.changes] == [
        ("charge", "timeout", "30s", "5s")
    ]
    assert timeout(found.definition) == 5.0


def test_the_same_value_written_otherwise_is_no_change() -> None:
    assert change("step,timeout\ncharge,30000ms\n").changes == ()


def test_an_error_names_row_column_and_mend_and_leaves_the_rest() -> None:
    found = change("step,timeout,max_attempts\ncharge,5s,0\n")

    assert [(e.row, e.column, e.message) for e in found.errors] == [
        (2, "max_attempts", "must be at least 1, got 0")
    ]
    assert timeout(found.definition) == 5.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("step,timeout\nchrage,5s\n", "did you mean 'charge'?"),
        ("step,timeout\ncharge,5s\ncharge,6s\n", "stands in an earlier row"),
    ],
)
def test_a_row_that_fits_no_step_is_an_error(text: str, message: str) -> None:
    assert message in change(text).errors[0].message


def test_unknown_and_missing_columns_and_steps_are_told() -> None:
    found = change("step,colour,timeout\ncharge,red,5s\n")

    assert found.unknown_columns == ("colour",)
    assert "consistency" in found.missing_columns
    assert found.missing_steps == ("approve", "refund")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_is_understood(separator: str) -> None:
    assert timeout(change(f"step{separator}timeout\ncharge{separator}5s\n").definition) == 5.0


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@cmd", "'quoted"])
def test_a_formula_is_made_harmless_and_comes_back(text: str) -> None:
    definition = stated(shop(), "approve", escalation=text)
    content = write(definition)

    assert f",'{text}".encode() in content
    assert read(content, definition).changes == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"name,timeout\nx,y\n", "has no column 'step'"),
        (b"step,timeout\nl\xe4ger,5s\n", "is not UTF-8 text; save it as CSV (UTF-8)"),
        (b"PK\x03\x04rest", "is a spreadsheet file"),
        (b'step,timeout\n"a,b\n', "is not a CSV table"),
        (b"step,Timeout,timeout \na,b,c\n", "twice"),
    ],
)
def test_what_is_no_matrix_is_refused_with_the_mend(content: bytes, message: str) -> None:
    assert message in refusal(content)


def test_utf_16_from_a_spreadsheet_is_understood() -> None:
    assert timeout(read("step,timeout\ncharge,5s\n".encode("utf-16"), shop()).definition) == 5.0


def test_nothing_follows_from_a_cell_that_is_left_out() -> None:
    definition = stated(shop(), "charge", duration_mean="1s", duration_p95="3s")

    found = read(b"step,duration_mean,duration_p95\ncharge,90ms,soon\n", definition)

    assert [(c.column, c.after) for c in found.changes] == [("duration_mean", "90ms")]


def test_an_error_has_the_address_of_its_cell_and_keeps_it_behind_empty_lines() -> None:
    (error,) = change("name,step,timeout\n\n,charge,5\n").errors

    assert (error.row, error.address, error.step) == (3, "C3", "charge")


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_comes_back(text: str) -> None:
    definition = stated(
        shop(), "approve", escalation=text.replace("\ufffe", "").replace("\uffff", "")
    )

    assert read(write(definition), definition).changes == ()


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_raise_nothing_but_the_readers_own_error(content: bytes) -> None:
    assert outcome(b"step,timeout\n" + content) in {"refused", "read"}


def outcome(content: bytes) -> str:
    try:
        read(content, shop())
    except DefinitionError:
        return "refused"
    return "read"
