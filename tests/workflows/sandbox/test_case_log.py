"""workflows/sandbox/case_log.py"""

from __future__ import annotations

import pytest

from workflows.definition.event_log import Lifecycle
from workflows.definition.model import Definition, OrchestrationModel
from workflows.definition.observation import observed
from workflows.examples import example
from workflows.formats import yaml
from workflows.sandbox.case_log import case_log
from workflows.sandbox.scenario import Scenario

SCENARIO = Scenario(cases=1500, seed=7)


def _order() -> Definition:
    return example("online-order").definition


@pytest.mark.parametrize("model", OrchestrationModel)
def test_every_case_is_a_trace_in_the_order_of_time(model: OrchestrationModel) -> None:
    log = case_log(_order(), SCENARIO, model, cases=40)

    assert [trace.case for trace in log.traces] == [str(number) for number in range(1, 41)]
    for trace in log.traces:
        assert [one.at for one in trace.events] == sorted(one.at for one in trace.events)


def test_the_same_seed_gives_the_same_log() -> None:
    model = OrchestrationModel.HYBRID

    assert case_log(_order(), SCENARIO, model, cases=20) == (
        case_log(_order(), SCENARIO, model, cases=20)
    )


def test_what_is_observed_in_it_is_what_the_map_states() -> None:
    definition = _order()
    log = case_log(definition, SCENARIO, OrchestrationModel.CENTRALIZED, cases=1500)

    found = {one.step: one for one in observed(definition, log).steps}

    for step in ("reserve", "charge", "ship"):
        stated = definition.by_id[step].requirements
        duration, failure = found[step].duration, found[step].failure
        assert stated is not None
        assert duration is not None
        assert failure is not None
        assert duration.mean == pytest.approx(stated.duration.mean, rel=0.15)
        assert failure.transient == pytest.approx(stated.failure.transient, abs=0.015)


def test_what_undoes_a_step_stands_under_its_own_name() -> None:
    definition = _order()
    log = case_log(definition, SCENARIO, OrchestrationModel.CENTRALIZED, cases=1500)

    assert observed(definition, log).unmatched == ()


def test_a_failed_attempt_ends_in_an_abort() -> None:
    log = case_log(_order(), SCENARIO, OrchestrationModel.CHOREOGRAPHY, cases=1500)

    ends = [event.lifecycle for trace in log.traces for event in trace.events]
    assert ends.count(Lifecycle.ABORT) > 0
    assert ends.count(Lifecycle.START) * 2 == len(ends)


CALLING = b"""
id: order
nodes:
  - {id: start, kind: start}
  - {id: credit, kind: call-activity, calls: check}
  - {id: end, kind: end}
flows: [start -> credit -> end]
called:
  - {id: check, nodes: [{id: ask, name: Ask the bureau}], flows: []}
"""


def test_a_step_of_a_called_map_stands_under_its_own_name() -> None:
    definition = yaml.read(CALLING).definition

    log = case_log(definition, Scenario(cases=3), OrchestrationModel.CENTRALIZED, cases=3)

    assert {one.activity for trace in log.traces for one in trace.events} == {"Ask the bureau"}
