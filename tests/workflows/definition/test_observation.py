"""workflows/definition/observation.py"""

from __future__ import annotations

import pytest

from tests.workflows.formats.event_log.logs import at
from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace
from workflows.definition.model import Definition, Duration
from workflows.definition.observation import Observation, observed, with_observation
from workflows.formats import yaml

MAP = b"""
id: order
name: Order
nodes:
  - {id: start, kind: start}
  - {id: pay, name: Charge card}
  - {id: ok, kind: decision}
  - {id: ship, name: Ship}
  - {id: tell, name: Tell}
  - {id: end, kind: end}
flows:
  - start -> pay -> ok
  - {from: ok, to: ship, condition: paid}
  - {from: ok, to: tell, default: yes}
  - ship -> end
  - tell -> end
"""


def _map() -> Definition:
    return yaml.read(MAP).definition


def _attempt(name: str, begun: float, ended: float, error: str | None = None) -> list[LoggedEvent]:
    end = Lifecycle.COMPLETE if error is None else Lifecycle.ABORT
    return [
        LoggedEvent(activity=name, at=at(begun), lifecycle=Lifecycle.START),
        LoggedEvent(activity=name, at=at(ended), lifecycle=end, error=error or ""),
    ]


def _observed(*cases: list[LoggedEvent]) -> Observation:
    traces = (Trace(case=str(n), events=tuple(events)) for n, events in enumerate(cases))
    return observed(_map(), EventLog(name="", traces=tuple(traces)))


def test_durations_come_from_attempts_that_ended_well() -> None:
    found = _observed(_attempt("Charge card", 0, 9, "") + _attempt("Charge card", 10, 12))

    assert found.steps[0].duration == Duration(mean=2.0, p95=2.0)


def test_a_log_without_starts_tells_no_durations() -> None:
    found = _observed([LoggedEvent(activity="pay", at=at(0))])

    assert found.steps[0].duration is None


def test_a_failed_attempt_that_was_tried_again_is_transient() -> None:
    found = _observed(_attempt("pay", 0, 1, "") + _attempt("pay", 2, 3))

    assert found.steps[0].failure is not None
    assert (found.steps[0].failure.transient, found.steps[0].failure.permanent) == (0.5, 0.0)


def test_what_never_ended_well_is_permanent_or_a_business_error() -> None:
    cases = [_attempt("pay", 0, 1, ""), _attempt("pay", 0, 1, "declined"), _attempt("pay", 0, 1)]
    failure = _observed(*cases).steps[0].failure

    assert failure is not None
    assert failure.permanent == pytest.approx(1 / 3)
    assert failure.errors == (("declined", 1 / 3),)


def test_a_log_without_any_failure_says_nothing_of_failures() -> None:
    assert _observed(_attempt("pay", 0, 1)).steps[0].failure is None


def test_paths_are_counted_behind_each_decision() -> None:
    ship = _attempt("pay", 0, 1) + _attempt("Ship", 2, 3)
    tell = _attempt("pay", 0, 1) + _attempt("TELL", 2, 3)

    found = _observed(ship, ship, ship, tell)

    assert [(one.flow, one.taken, one.decided) for one in found.flows] == [
        ("ok-to-ship", 3, 4),
        ("ok-to-tell", 1, 4),
    ]


def test_what_matches_no_step_and_what_no_event_names_is_told() -> None:
    found = _observed(_attempt("pay", 0, 1) + _attempt("Pack", 2, 3))

    assert found.unmatched == (("Pack", 1),)
    assert found.unseen == ("ship", "tell")


def test_the_map_takes_over_what_was_observed_as_stated() -> None:
    ship = _attempt("pay", 0, 2) + _attempt("Ship", 2, 3)

    changed = with_observation(_map(), _observed(ship))

    needs = changed.by_id["pay"].requirements
    assert needs is not None
    assert needs.duration.mean == 2.0
    assert "duration_mean" not in needs.assumed
    assert [flow.probability for flow in changed.outgoing["ok"]] == [1.0, 0.0]
