"""What a new version of a map does to its events."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.findings import breaking_changes
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import assessed, line, order
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import DataFlow, Definition, Variable, VariableType
from workflows.sandbox.scenario import NewVersion, Scenario

PAID = DataFlow(name="paid", source="charge", target="ship", classification="payment")


def with_flows(*flows: DataFlow, **more: object) -> Definition:
    return replace(order(), data_flows=flows, **more)  # type: ignore[arg-type]


def found(before: Definition, after: Definition, *, live: bool = True) -> tuple[Finding, ...]:
    return breaking_changes(before, after, live=live, knowledge=load_knowledge())


def test_the_same_events_break_nothing() -> None:
    assert found(with_flows(PAID), with_flows(PAID)) == ()


def test_a_new_event_breaks_nothing() -> None:
    assert found(with_flows(), with_flows(PAID)) == ()


def test_an_event_that_is_gone_names_who_reads_it() -> None:
    (finding,) = found(with_flows(PAID), with_flows())

    assert finding.message == (
        "“paid” is no longer published, but Stock reads it and will fail without a word."
    )
    assert (finding.where, finding.severity) == ("charge", Severity.HIGH)


def test_a_renamed_event_says_its_new_name() -> None:
    (finding,) = found(with_flows(PAID), with_flows(replace(PAID, name="charged")))

    assert finding.message.startswith("“paid” is called “charged” now")
    assert finding.mend == "Publish “paid” beside it until nobody reads it any more"


def test_another_class_of_data_is_a_change() -> None:
    (finding,) = found(with_flows(PAID), with_flows(replace(PAID, classification="public")))

    assert "was payment data and is public now" in finding.message


def test_a_class_stated_for_the_first_time_is_none() -> None:
    assert found(with_flows(replace(PAID, classification="")), with_flows(PAID)) == ()


def test_another_type_is_a_change() -> None:
    number = Variable(name="paid", type=VariableType.NUMBER)
    before = with_flows(PAID, variables=(number,))
    after = with_flows(PAID, variables=(replace(number, type=VariableType.TEXT),))

    assert "was a number and is a text now" in found(before, after)[0].message


def test_an_event_that_nobody_else_reads_harms_less() -> None:
    own = replace(PAID, source="reserve", target="ship")

    assert found(with_flows(own), with_flows())[0].severity is Severity.LOW


def test_events_on_which_nothing_runs_yet_harm_less() -> None:
    assert found(with_flows(PAID), with_flows(), live=False)[0].severity is Severity.LOW


def test_a_writer_that_is_gone_leaves_the_map_as_the_place() -> None:
    assert found(with_flows(PAID), line())[0].where == "map"


def test_a_version_deployed_in_the_sandbox_is_compared() -> None:
    deployed = Scenario(new_version=NewVersion(definition=order(), at=60.0))

    findings = verdict_for(assessed(with_flows(PAID), scenario=deployed)).findings

    assert "breaking-event-change" in [finding.code for finding in findings]
