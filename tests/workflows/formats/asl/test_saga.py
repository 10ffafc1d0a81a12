"""Compensation as states after a Catch, in reverse order."""

from __future__ import annotations

from typing import Any

from tests.validators.judging import npm_judged
from tests.workflows.formats.asl.machines import mapped, states_of
from workflows.formats.asl import write

_STEPS = """
id: m
nodes:
  - {id: reserve, effect: {compensation: release}}
  - {id: charge, effect: {compensation: refund}, on_failure: compensate, timeout: 5s}
  - {id: ship, on_failure: compensate}
  - {id: release, kind: compensation}
  - {id: refund, kind: compensation}
flows: [reserve -> charge -> ship]
"""
_CHOSEN = """
id: m
nodes:
  - {id: reserve, effect: {compensation: release}}
  - {id: vip, kind: decision}
  - {id: gift, effect: {compensation: ungift}}
  - {id: ship, on_failure: compensate}
  - {id: release, kind: compensation}
  - {id: ungift, kind: compensation}
flows:
  - reserve -> vip
  - {from: vip, to: gift, condition: total > 9}
  - {from: vip, to: ship, default: true}
  - gift -> ship
"""
_BRANCHES = """
id: m
nodes:
  - {id: fork, kind: parallel}
  - {id: pack, effect: {compensation: unpack}}
  - {id: mail, on_failure: compensate}
  - {id: join, kind: parallel}
  - {id: ship}
  - {id: unpack, kind: compensation}
flows: [fork -> pack -> join -> ship, fork -> mail -> join]
"""
_INSIDE = """
id: m
nodes:
  - {id: reserve, effect: {compensation: release}}
  - id: booking
    kind: sub-process
    nodes:
      - {id: hotel, effect: {compensation: free}}
      - {id: flight, on_failure: compensate}
      - {id: free, kind: compensation}
    flows: [hotel -> flight]
  - {id: ship, on_failure: compensate}
  - {id: release, kind: compensation}
flows: [reserve -> booking -> ship]
"""
_EVENT = """
id: m
nodes:
  - {id: reserve, effect: {compensation: release}}
  - {id: charge, effect: {compensation: refund}}
  - {id: undo, kind: throw, event: compensation}
  - {id: tell}
  - {id: release, kind: compensation}
  - {id: refund, kind: compensation}
flows: [reserve -> charge -> undo -> tell]
"""


def _caught(state: dict[str, Any]) -> dict[str, str]:
    return {catcher["ErrorEquals"][0]: catcher["Next"] for catcher in state["Catch"]}


def _way(states: dict[str, Any], name: str) -> list[str]:
    """The states from one on, by Next."""
    found = [name]
    while following := states[found[-1]].get("Next"):
        found.append(following)
    return found


def test_what_was_done_is_undone_last_first() -> None:
    states = states_of(_STEPS)

    way = _way(states, _caught(states["ship"])["States.ALL"])
    assert way == ["refund", "release", "Compensated"]


def test_a_failed_step_undoes_only_what_came_before() -> None:
    states = states_of(_STEPS)

    assert _way(states, _caught(states["charge"])["States.ALL"]) == ["release", "Compensated"]


def test_a_step_that_timed_out_may_have_been_done_and_is_undone() -> None:
    states = states_of(_STEPS)

    assert _caught(states["charge"])["States.Timeout"] == "refund"


def test_the_case_ends_as_failed() -> None:
    assert states_of(_STEPS)["Compensated"]["Type"] == "Fail"


def test_what_was_caught_is_kept_beside_what_was_done() -> None:
    assert states_of(_STEPS)["ship"]["Catch"][0]["ResultPath"] == "$.error"


def test_a_step_that_may_not_have_been_done_is_asked_for() -> None:
    states = states_of(_CHOSEN)

    asked = states[_caught(states["ship"])["States.ALL"]]
    assert asked["Choices"] == [{"Variable": "$.steps.gift", "IsPresent": True, "Next": "ungift"}]
    assert asked["Default"] == "release"
    assert states["gift"]["ResultPath"] == "$.steps.gift"


def test_a_branch_that_fails_leaves_a_mark_and_the_others_are_undone() -> None:
    states = states_of(_BRANCHES)
    mail = states["fork"]["Branches"][1]["States"]

    assert mail[_caught(mail["mail"])["States.ALL"]]["Result"] == {"failed": True}
    asked = states[states["fork"]["Next"]]
    assert asked["Default"] == "ship"
    undo = states[asked["Choices"][0]["Next"]]
    assert undo["Choices"][0]["Variable"] == "$.steps.fork[0].steps.pack"


def test_a_sub_process_undoes_itself_and_then_what_came_before() -> None:
    states = states_of(_INSIDE)
    inside = states["booking"]["Branches"][0]["States"]

    assert _way(inside, _caught(inside["flight"])["States.ALL"]) == ["free", "Compensated"]
    assert _way(states, _caught(states["booking"])["Compensated"])[0] == "release"


def test_what_a_sub_process_has_done_is_undone_when_a_later_step_fails() -> None:
    states = states_of(_INSIDE)

    asked = states[_caught(states["ship"])["States.ALL"]]
    assert asked["Choices"][0]["Variable"] == "$.steps.booking[0].steps.hotel"


def test_an_event_that_compensates_goes_on_behind_it() -> None:
    states = states_of(_EVENT)

    assert _way(states, "undo") == ["undo", "refund", "release", "tell"]


def test_how_a_failure_is_undone_is_told() -> None:
    told = " ".join(loss.message for loss in write(mapped(_STEPS)).losses)

    assert "When “ship” fails, “refund”, “release” undo what was done, in this order" in told


def test_what_no_failure_leads_to_is_told() -> None:
    text = _STEPS.replace("on_failure: compensate", "on_failure: dead-letter")

    told = " ".join(loss.message for loss in write(mapped(text)).losses)

    assert "Nothing in the file leads to “refund”: no step compensates" in told


def test_the_validator_takes_every_saga() -> None:
    texts = [_STEPS, _CHOSEN, _BRANCHES, _INSIDE, _EVENT]

    assert npm_judged("asl", [write(mapped(text)).content for text in texts]) == [[]] * 5
