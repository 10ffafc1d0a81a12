"""The costs as tables and as CSV."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from assessment.decision.costs.formula import KINDS
from assessment.decision.costs.frames import COLUMNS, costs_csv, kinds_frame, whole_frame
from tests.assessment.decision.costs.cases import plain, plain_figures


def whole() -> pd.DataFrame:
    found = plain_figures()
    return whole_frame(found.estimate, found.combinations, found.break_evens)


def test_a_row_a_kind_and_a_column_a_model() -> None:
    estimate = plain()

    frame = kinds_frame(estimate)

    assert list(frame.index) == [kind.value for kind in KINDS]
    assert list(frame.columns) == [one.model.value for one in estimate.models]


def test_the_whole_table_has_costs_tools_and_inputs_with_units() -> None:
    frame = whole()

    assert set(frame["part"]) == {"cost", "cheapest", "tools", "break-even", "input"}
    assert frame["unit"].notna().all()
    assert frame.loc[frame["part"] == "input", "reason"].str.len().min() > 0


def test_the_csv_reads_back() -> None:
    frame = whole()

    again = pd.read_csv(io.BytesIO(costs_csv(frame)), encoding="utf-8-sig")

    assert list(again.columns) == list(COLUMNS)
    assert again["middle"].tolist() == pytest.approx(frame["middle"].tolist(), nan_ok=True)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert costs_csv(whole()) == costs_csv(whole())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\0x"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = costs_csv(pd.DataFrame([{"name": text, "low": -1.5}])).decode("utf-8-sig")

    cells = content.splitlines()
    assert f"'{text[0]}" in content
    assert cells[-1].endswith("-1.5")
