"""workflows/forms/experiments.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.stage import ORDER, SCENARIO, SHORTER_ORDER
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.forms.experiments import ExperimentForm
from workflows.sandbox.scenario import Fault, FaultKind, Scenario

DEFINITION = yaml.read(ORDER).definition


def _sent_back(scenario: Scenario, definition: Definition = DEFINITION) -> Scenario:
    """What the form makes of a scenario that nobody changed in it."""
    shown = ExperimentForm.showing(definition, scenario, token="form")
    sent = {name: value for name, value in shown.initial.items() if value not in (None, False)}
    form = ExperimentForm(definition, scenario, sent)
    assert form.is_valid(), form.errors
    return form.scenario()


@pytest.mark.parametrize("kind", FaultKind)
def test_a_scenario_shown_and_sent_back_is_the_same(kind: FaultKind) -> None:
    fault = Fault(kind=kind, share=0.015)
    scenario = replace(SCENARIO, faults=(fault,), inbox=False, cases_per_hour=12.5)

    assert _sent_back(scenario) == scenario


def test_a_fault_keeps_its_step_and_how_long_it_lasts() -> None:
    crash = Fault(kind=FaultKind.ORCHESTRATOR_CRASH, share=0.001, duration=90.0)

    assert _sent_back(replace(SCENARIO, faults=(crash,))).faults == (crash,)


def test_what_the_form_does_not_show_stays_as_it_was() -> None:
    scheduled = Fault(kind=FaultKind.MESSAGE_LOST, nth=2, case=5)
    scenario = replace(SCENARIO, faults=(*SCENARIO.faults, scheduled), watchdog=30.0)

    assert _sent_back(scenario) == scenario
    shown = ExperimentForm.showing(DEFINITION, scenario, token="form")
    assert len(shown.kept_faults) == 1


def test_without_people_no_person_can_fall_silent() -> None:
    form = ExperimentForm(yaml.read(SHORTER_ORDER).definition, Scenario())

    assert FaultKind.HUMAN_SILENT not in [row.choice.kind for row in form.fault_rows]
