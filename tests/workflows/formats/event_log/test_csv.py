"""workflows/formats/event_log/csv.py"""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given, settings

from tests.workflows.formats.event_log.logs import at, logs, small_log
from workflows.definition.event_log import EventLog, Lifecycle
from workflows.definition.findings import DefinitionError
from workflows.formats.event_log.csv import read, write


def _refusal(content: bytes) -> str:
    with pytest.raises(DefinitionError) as raised:
        read(content)
    return str(raised.value)


@settings(max_examples=50)
@given(logs())
def test_what_was_written_is_read_back(log: EventLog) -> None:
    assert read(write(log)).traces == log.traces


def test_pandas_reads_what_was_written() -> None:
    frame = pd.read_csv(BytesIO(write(small_log())))

    assert list(frame["lifecycle"]) == ["start", "ate_abort", "start", "complete"]


def test_a_row_with_start_and_end_is_two_events() -> None:
    (trace,) = read(b"case,activity,start,end\n1,Pay,2026-11-03T14:00,2026-11-03T14:05\n").traces

    assert [(one.at, one.lifecycle) for one in trace.events] == [
        (at(0), Lifecycle.START),
        (at(300), Lifecycle.COMPLETE),
    ]


def test_the_names_of_process_mining_tools_are_understood() -> None:
    content = (
        b"case:concept:name;concept:name;time:timestamp;lifecycle:transition;org:resource\n"
        b"1;Pay;2026-11-03 14:00:00+00:00;complete;Bank\n"
    )

    (event,) = read(content).traces[0].events

    assert (event.activity, event.at, event.resource) == ("Pay", at(0), "Bank")


@pytest.mark.parametrize("moment", ["1793714400", "1793714400000", "2026-11-03T15:00:00+01:00"])
def test_moments_are_understood_in_several_ways(moment: str) -> None:
    (event,) = read(f"case,activity,time\n1,Pay,{moment}\n".encode()).traces[0].events

    assert event.at == at(0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no column for case, activity, a time"),
        (b"case,activity,time\n1,Pay,soon\n", "row 2: the time 'soon' is not understood"),
        (b"case,activity,time\n1,Pay,9e999\n", "is not understood"),
        (b"case,activity,time\n1,Pay,\n", "row 2: needs a time"),
        (b"case,activity,time\n,Pay,1\n", "row 2: needs a case and an activity"),
        (b"\xff\xfe\x00case", "not UTF-8"),
        (b"case\x00,activity,time\n", "is not text"),
        (b"case,activity,time\n" + b"x" * (6 * 1024 * 1024), "take a part of the cases"),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(content: bytes, told: str) -> None:
    assert told in _refusal(content)


def test_a_cell_that_looks_like_a_formula_is_written_as_text() -> None:
    log = read(b"case,activity,time\n1,'=SUM(A1),2026-11-03T14:00Z\n")

    assert log.traces[0].events[0].activity == "=SUM(A1)"
    assert b"'=SUM(A1)" in write(log)
