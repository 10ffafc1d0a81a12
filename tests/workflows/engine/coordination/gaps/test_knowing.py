"""Decisions by what the one who decides does not know, and ends that nobody hears of."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, HYBRID, codes, one
from tests.workflows.engine.maps import chain, draw, gateway, step
from workflows.definition.findings import Severity
from workflows.definition.model import (
    DataFlow,
    Definition,
    NodeKind,
    Variable,
    VariableType,
)


def decided(*data_flows: DataFlow, source: str = "ask") -> Definition:
    """``ask`` finds out an amount, ``check`` comes after it and before the decision."""
    nodes = [step("ask"), step("check"), gateway("way", NodeKind.DECISION), step("high")]
    map_ = draw(
        nodes,
        ["start > ask", "ask > check", "check > way", "way > high", "way > end", "high > end"],
    )
    first, second = (flow for flow in map_.flows if flow.source == "way")
    asking = {
        first: replace(first, condition="amount > 10"),
        second: replace(second, default=True),
    }
    amount = Variable(name="amount", type=VariableType.NUMBER, low=0, high=20, source=source)
    flows = tuple(asking.get(flow, flow) for flow in map_.flows)
    return replace(map_, flows=flows, variables=(amount,), data_flows=data_flows)


def test_deciding_by_what_somebody_else_found_out_is_a_gap() -> None:
    gap = one(decided(), "decision-without-data")

    assert (gap.where, gap.severity) == ("way", Severity.HIGH)
    assert "decided by check from 'amount', which 'ask' of ask finds out" in gap.message


def test_a_data_flow_to_whoever_decides_closes_it() -> None:
    told = DataFlow(name="amount", source="ask", target="check")

    assert "decision-without-data" not in codes(decided(told))


def test_a_data_flow_to_somebody_else_does_not() -> None:
    told = DataFlow(name="amount", source="ask", target="high")

    assert "decision-without-data" in codes(decided(told))


def test_what_the_case_brings_along_is_known_to_all() -> None:
    assert "decision-without-data" not in codes(decided(source=""))


def test_an_orchestrator_knows_what_its_steps_answered() -> None:
    assert "decision-without-data" not in codes(decided(), CENTRALIZED)
    assert "decision-without-data" in codes(decided(), HYBRID, ["ask"])


def test_what_is_handed_over_and_never_comes_back_is_unknown_to_the_orchestrator() -> None:
    gap = one(chain(step("a"), step("b")), "never-comes-back", HYBRID, ["b"])

    assert gap.where == "b"
    assert "1 message and 1 durable write a case" in gap.mend


def test_what_comes_back_is_known() -> None:
    map_ = chain(step("a"), step("b"), step("c"))

    assert "never-comes-back" not in codes(map_, HYBRID, ["b"])
