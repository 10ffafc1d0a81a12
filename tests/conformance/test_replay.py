"""What the machine is told by a trace, and what it has to find out by itself."""

from __future__ import annotations

import json

from tests.conformance.replay import replayed
from tests.conformance.traces import trace_of
from tests.workflows.formats.bpmn.sources import bpmn
from workflows.formats.bpmn import read


def run(process: str, *lines: str) -> list[str]:
    trace = trace_of(json.dumps([f"{line}:A" for line in lines]), str)
    return [str(mark) for mark in replayed(read(bpmn(process)).definition, trace)]


START = '<startEvent id="s"/>'
STEP = f'{START}<task id="a"/><endEvent id="e"/>\ns > a\na > e'


def test_what_follows_from_the_start_needs_no_telling() -> None:
    marks = run(STEP, "signal:s")

    assert marks == ["signal:p", "signal:s", "exit:s", "enter:s-a", "exit:s-a", "enter:a"]


def test_a_step_is_done_when_the_trace_leaves_it() -> None:
    marks = run(STEP, "signal:s", "enter:a", "exit:a")

    assert marks[-6:] == ["exit:a", "enter:a-e", "exit:a-e", "enter:e", "exit:e", "exit:p"]


def test_a_gateway_takes_the_flows_on_which_the_trace_goes_on() -> None:
    gateway = f'{START}<exclusiveGateway id="g"/><endEvent id="l"/><endEvent id="r"/>'

    marks = run(f"{gateway}\ns > g\ng > l\ng > r", "signal:s", "exit:g", "createScope:g-r")

    assert "enter:g-r" in marks
    assert "enter:g-l" not in marks


def test_an_event_comes_from_outside_where_the_machine_has_not_signalled_it() -> None:
    event = "<messageEventDefinition/></intermediateCatchEvent>"
    catch = f'{START}<intermediateCatchEvent id="c">{event}\ns > c'

    assert run(catch, "signal:s")[-1] == "enter:c"
    assert run(catch, "signal:s", "signal:c")[-3:] == ["signal:c", "exit:c", "exit:p"]


RACE = f"""{START}<subProcess id="x"><parallelGateway id="g"/><task id="a"/>
<endEvent id="bad"><errorEventDefinition/></endEvent>
g > a
g > bad
</subProcess>
<boundaryEvent id="b" attachedToRef="x"><errorEventDefinition/></boundaryEvent>
s > x"""


def test_a_step_that_takes_no_time_is_done_before_another_branch_fails() -> None:
    assert "exit:a" in run(RACE, "signal:s", "enter:a", "enter:bad", "exit:a")


def test_a_step_that_the_trace_never_leaves_is_not_done() -> None:
    assert "exit:a" not in run(RACE, "signal:s", "enter:a", "enter:bad")
