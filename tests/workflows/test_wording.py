"""workflows/wording.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.stage import ORDER, SCENARIO
from workflows.formats import yaml
from workflows.sandbox.scenario import Fault, FaultKind, NewVersion, Scenario
from workflows.wording import count, duration, percent, scenario_lines, scenario_title

DEFINITION = yaml.read(ORDER).definition


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.02, "2 %"),
        (0.961, "96.1 %"),
        (0.0004, "0.04 %"),
        (0.9999, "> 99.9 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_never_rounds_to_none_or_all(share: float, text: str) -> None:
    assert percent(share).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "–"), (0.25, "0.25 s"), (12.34, "12.3 s"), (180.0, "3.0 min"), (10_800.0, "3.0 h")],
)
def test_a_time_takes_the_unit_that_suits_it(seconds: float | None, text: str) -> None:
    assert duration(seconds).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("number", "text"), [(10_000, "10,000"), (9.5, "9.5"), (0, "0"), (123.4, "123")]
)
def test_a_count_has_thousands_and_no_idle_decimals(number: float, text: str) -> None:
    assert count(number) == text


def test_the_title_names_each_kind_of_fault_once() -> None:
    loss = Fault(kind=FaultKind.MESSAGE_LOST, share=0.1)
    error = Fault(kind=FaultKind.STEP_ERROR, share=0.1, step="pay")

    assert scenario_title(Scenario(faults=(loss, error, loss))) == "lost messages, errors"
    assert scenario_title(Scenario()) == "no faults"


def test_the_scenario_is_told_line_by_line() -> None:
    lines = "\n".join(scenario_lines(SCENARIO, DEFINITION)).replace("\u00a0", " ")

    assert "40 cases, the same ones under each model, seed 7." in lines
    assert "5 % of all messages are lost." in lines
    assert "Outbox off, inbox on." in lines
    assert "driven by events are Charge card" in lines


def test_who_looks_after_cases_is_told() -> None:
    newer = NewVersion(definition=DEFINITION, at=600.0)
    scenario = replace(
        SCENARIO, watchdog=30.0, redrive=60.0, standby=5.0, replications=3, new_version=newer
    )

    told = scenario_lines(scenario, DEFINITION)
    assert "A watchdog looks for silent cases every 30s." in told
    assert "Dead letters are put back once after 1m." in told
    assert "A standby orchestrator takes over within 5s." in told
    assert "A new version goes live after 10m." in told
    assert "3 times over" in told[0]


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_a_sentence_with_its_share(kind: FaultKind) -> None:
    scenario = replace(SCENARIO, faults=(Fault(kind=kind, share=0.125, step="check"),))

    told = scenario_lines(scenario, DEFINITION)

    assert any("12.5" in line for line in told)
