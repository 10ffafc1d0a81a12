"""`podium observe`: what an event log says of a map."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK
from tests.workflows.definition.test_observation import MAP
from workflows.formats.registry import read

LOG = """case,activity,start,end,lifecycle
1,Charge card,2026-11-03T14:00:00,2026-11-03T14:00:04,complete
1,Ship,2026-11-03T14:01:00,2026-11-03T14:02:00,complete
"""


@pytest.fixture
def order(tmp_path: Path) -> Path:
    """A small map beside a small log."""
    (tmp_path / "log.csv").write_text(LOG)
    path = tmp_path / "order.yaml"
    path.write_bytes(MAP)
    return path


def test_it_prints_what_the_log_says(order: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", str(order), str(order.with_name("log.csv"))]) == OK

    printed = capsys.readouterr().out
    assert "Charge card: done 1 times in 1 attempts, mean 4s, p95 4s (n = 1)" in printed
    assert "not in the log: Tell" in printed


def test_it_writes_the_map_with_what_it_found(order: Path) -> None:
    out = order.with_name("observed.bpmn")

    assert main(["observe", str(order), str(order.with_name("log.csv")), "--out", str(out)]) == OK
    needs = read(out.name, out.read_bytes()).definition.by_id["pay"].requirements
    assert needs is not None
    assert needs.duration.mean == 4.0


def test_a_log_of_something_else_is_refused(
    order: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = order.with_name("log.csv")
    log.write_text(LOG.replace("Charge card", "Bake").replace("Ship", "Eat"))

    assert main(["observe", str(order), str(log)]) == BAD_INPUT
    assert "it names Bake, Eat" in capsys.readouterr().err


def test_simulated_cases_are_written_and_observed(order: Path) -> None:
    out = order.with_name("cases.xes")
    main(["simulate", str(order), "--cases", "50", "--event-log", str(out)])

    assert main(["observe", str(order), str(order.with_name("cases-hybrid.xes"))]) == OK
