"""workflows/formats/event_log/xes.py"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.workflows.formats.event_log.logs import logs, small_log
from workflows.definition.event_log import EventLog
from workflows.definition.findings import DefinitionError
from workflows.formats.event_log.xes import read, write


def _log(events: str) -> bytes:
    return f"<log><trace><string key='concept:name' value='1'/>{events}</trace></log>".encode()


def _refusal(content: bytes) -> str:
    with pytest.raises(DefinitionError) as raised:
        read(content)
    return str(raised.value)


@settings(max_examples=50)
@given(logs())
def test_what_was_written_is_read_back(log: EventLog) -> None:
    assert read(write(log)) == log


def test_pm4py_reads_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(write(small_log()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        frame = pm4py.read_xes(str(path))

    assert list(frame["lifecycle:transition"]) == ["start", "ate_abort", "start", "complete"]
    assert set(frame["case:concept:name"]) == {"17"}


def test_moments_that_are_neither_start_nor_end_are_left_out() -> None:
    event = (
        "<event><string key='concept:name' value='Pay'/>"
        "<string key='lifecycle:transition' value='schedule'/>"
        "<date key='time:timestamp' value='2026-11-03T14:00:00Z'/></event>"
    )

    assert read(_log(event)).traces[0].events == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"<log>", "not well-formed"),
        (b"<html/>", "is no XES log"),
        (b'<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>', "DOCTYPE"),
        (_log("<event><date key='time:timestamp' value='now'/></event>"), "'now' is no time"),
        (
            _log("<event><date key='time:timestamp' value='2026-11-03'/></event>"),
            "no concept:name",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(content: bytes, told: str) -> None:
    assert told in _refusal(content)
