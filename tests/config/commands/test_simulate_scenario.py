"""The file's scenario, changed by the options."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.commands.exits import InputError
from config.commands.options import parser
from config.commands.simulate_scenario import changed_scenario, wanted_verdicts
from tests.workflows.engine.maps import chain, step
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.outcome import CaseVerdict
from workflows.sandbox.scenario import NewVersion, Scenario

GIVEN = Scenario(
    cases=50, seed=3, faults=(parse_fault("step-error share=1%"),), outbox=False, watchdog=60.0
)


NEW_MAPS = {"new.yaml": chain(step("charge"))}


def changed(*options: str) -> Scenario:
    given = parser().parse_args(["simulate", "order.yaml", *options])
    return changed_scenario(GIVEN, given, lambda path: NEW_MAPS[path.name])


def test_without_options_it_stays_as_it_is() -> None:
    assert changed() == GIVEN


def test_each_option_changes_one_thing() -> None:
    assert changed("--cases", "7") == replace(GIVEN, cases=7)
    assert changed("--seed", "0") == replace(GIVEN, seed=0)
    assert changed("--cases-per-hour", "12.5") == replace(GIVEN, cases_per_hour=12.5)
    assert changed("--warm-up", "5") == replace(GIVEN, warm_up=5)
    assert changed("--replications", "4") == replace(GIVEN, replications=4)
    assert changed("--outbox", "on") == replace(GIVEN, outbox=True)
    assert changed("--inbox", "off") == replace(GIVEN, inbox=False)
    assert changed("--standby", "5s") == replace(GIVEN, standby=5.0)
    assert changed("--redrive", "10m") == replace(GIVEN, redrive=600.0)


def test_what_looks_after_cases_can_be_switched_off() -> None:
    assert changed("--watchdog", "off") == replace(GIVEN, watchdog=None)


def test_faults_come_on_top_of_the_files() -> None:
    found = changed("--fault", "message-lost", "--fault", "human-silent share=10%")

    added = (parse_fault("message-lost"), parse_fault("human-silent share=10%"))
    assert found.faults == (*GIVEN.faults, *added)


def test_the_files_faults_can_be_left_out() -> None:
    assert changed("--no-faults").faults == ()
    assert changed("--no-faults", "--fault", "message-lost").faults == (
        parse_fault("message-lost"),
    )


def test_models_are_taken_once_in_the_order_given() -> None:
    found = changed("--models", "hybrid, Centralized,hybrid")

    assert found.models == (OrchestrationModel.HYBRID, OrchestrationModel.CENTRALIZED)


def test_everything_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        changed("--models", "magic", "--watchdog", "5", "--fault", "message-lost", "--fault", "x=1")

    assert [line.split(":")[0] for line in refused.value.lines] == [
        "--models",
        "--watchdog",
        "--fault 2",
    ]


def test_a_new_version_is_read_from_its_file() -> None:
    found = changed(
        "--new-version", "new.yaml", "--at", "10m", "--migrate", "--renamed", "a=charge"
    )

    assert found.new_version == NewVersion(
        definition=NEW_MAPS["new.yaml"], at=600.0, migrate=True, mapping={"a": "charge"}
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--at", "5s"], "--at: belongs to --new-version; add it"),
        (["--migrate"], "--migrate: belongs to --new-version; add it"),
        (
            ["--new-version", "new.yaml"],
            "--new-version: needs --at, the time at which it goes live",
        ),
        (
            ["--new-version", "new.yaml", "--at", "5s", "--renamed", "a"],
            "--renamed: must be OLD=NEW, got 'a'",
        ),
    ],
)
def test_half_a_new_version_is_told(options: list[str], line: str) -> None:
    with pytest.raises(InputError) as refused:
        changed(*options)

    assert refused.value.lines == (line,)


def test_shrinking_looks_for_bad_endings_unless_told_otherwise() -> None:
    assert wanted_verdicts(None) == (CaseVerdict.INCONSISTENT, CaseVerdict.STUCK)
    assert wanted_verdicts("dead-lettered") == (CaseVerdict.DEAD_LETTERED,)
    assert wanted_verdicts("dead_lettered,waiting") == (
        CaseVerdict.DEAD_LETTERED,
        CaseVerdict.WAITING,
    )


def test_a_verdict_that_does_not_exist_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="'lost' is no verdict; take some of completed"):
        wanted_verdicts("lost")
