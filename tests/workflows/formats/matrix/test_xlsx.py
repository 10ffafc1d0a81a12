"""The requirement matrix as XLSX: what openpyxl, pandas and LibreOffice find in it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.workflows.definition.steps import shop, stated
from tests.workflows.formats.matrix.workbooks import converted
from workflows.definition.columns import COLUMNS
from workflows.definition.model import Definition
from workflows.formats.matrix import RowFacts
from workflows.formats.matrix.xlsx import read, write

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)


def full() -> Definition:
    made = stated(
        shop(), "charge", participant="payments", effect="yes", compensation="refund", timeout="5s"
    )
    return stated(made, "approve", escalation="=cmd|' /C calc'!A1", deadline="3d")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(escalation=TEXTS, note=TEXTS)
def test_a_matrix_written_and_read_changes_nothing(escalation: str, note: str) -> None:
    definition = stated(shop(), "approve", escalation=escalation)
    facts = {"charge": RowFacts(note=" ".join(note.split()))}

    found = read(write(definition, facts), definition, facts)

    assert (found.changes, found.errors, found.definition) == ((), (), definition)


def test_the_same_matrix_gives_the_same_bytes() -> None:
    assert write(full()) == write(full())


def test_the_headings_stay_in_view() -> None:
    sheet = load_workbook(BytesIO(write(full())))["Requirements"]

    assert sheet.freeze_panes == "C3"


def test_what_has_choices_has_a_drop_down_and_every_column_its_help() -> None:
    sheet = load_workbook(BytesIO(write(full())))["Requirements"]

    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["Consistency"].formula1 == '"immediate,eventual"'
    assert rules["Participant"].formula1 == "Lists!$A$2:$A$3"
    assert rules["Effect"].formula1 == '"yes,no"'
    assert {column.label for column in COLUMNS} == set(rules)
    assert rules["Timeout"].prompt == "How long one try may take; none: for ever."


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = load_workbook(BytesIO(write(full())))["Requirements"]

    texts = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert texts["=cmd|' /C calc'!A1"] == "s"
    assert "f" not in texts.values()


def test_assumed_cells_look_different_and_are_named_for_machines() -> None:
    sheet = load_workbook(BytesIO(write(full())))["Requirements"]
    heads = [cell.value for cell in sheet[2]]

    row = dict(zip(heads, sheet[3], strict=True))

    assert (row["Timeout"].style, row["Consistency"].style) == ("Stated", "Assumed")
    assert "consistency" in str(row["Assumed"].value).split()


def test_pandas_reads_the_table() -> None:
    frame = pd.read_excel(BytesIO(write(full())), header=1, dtype=str)

    assert list(frame["Step"]) == ["charge", "approve", "refund"]
    assert frame.loc[0, "Participant"] == "Payments"


def test_a_matrix_that_libreoffice_saved_changes_nothing(tmp_path: Path) -> None:
    facts = {"charge": RowFacts(note="ask the bank", version=3)}

    again = converted(write(full(), facts), "xlsx", tmp_path)

    found = read(again, full(), facts)
    assert (found.changes, found.errors, found.versions["charge"]) == ((), (), 3)


def test_libreoffice_shows_a_formula_as_text(tmp_path: Path) -> None:
    table = converted(write(full()), "csv", tmp_path).decode()

    assert "=cmd|' /C calc'!A1" in table
    assert "charge,Charge card,Payments" in table


@pytest.mark.parametrize("name", ["none", "-", "Payments", "payments", ""])
def test_a_name_that_would_not_lead_back_is_written_as_its_id(name: str) -> None:
    people = (shop().participants[0], replace(shop().participants[1], name=name))
    definition = stated(replace(shop(), participants=people), "charge", participant="clerk")

    found = read(write(definition), definition)

    assert (found.changes, found.errors) == ((), ())
