"""What a model cannot do on a map by itself, all rules together."""

from __future__ import annotations

from tests.workflows.engine.coordination.gaps.told import (
    CENTRALIZED,
    CHOREOGRAPHY,
    HYBRID,
    codes,
)
from tests.workflows.engine.maps import chain, order, step
from workflows.definition.findings import Severity
from workflows.engine.coordination.gaps import gaps


def test_a_map_that_one_participant_does_alone_has_no_gap_under_choreography() -> None:
    assert codes(chain(step("a", participant="p"), step("b", participant="p"))) == []


def test_an_orchestrator_of_everything_costs_only_what_it_is() -> None:
    assert codes(order(), CENTRALIZED) == ["single-point"]


def test_a_hybrid_without_event_driven_steps_is_centralized() -> None:
    assert codes(order(), HYBRID) == codes(order(), CENTRALIZED)


def test_the_worst_comes_first() -> None:
    order_of = list(Severity)
    found = [order_of.index(gap.severity) for gap in gaps(order(), CHOREOGRAPHY, {})]

    assert found == sorted(found)
    assert len(set(found)) > 1


def test_every_gap_says_what_it_costs_to_get_it_and_where_the_rule_comes_from() -> None:
    assert all(gap.mend and gap.source for gap in gaps(order(), CHOREOGRAPHY, {}))
