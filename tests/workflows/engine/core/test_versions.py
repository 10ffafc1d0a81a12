"""Cases under way that go on under another version of their map."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step
from tests.workflows.engine.shapes import scope, start
from workflows.definition.model import Definition, NodeKind, OnFailure, OrchestrationModel
from workflows.engine.core.versions import MigrationError, migrate


def moved(case: ByHand, to: Definition, **mapping: str) -> ByHand:
    """The case as it goes on under ``to``."""
    other = ByHand(to)
    other.machine.state = migrate(case.machine.state, case.compiled, other.compiled, mapping)
    return other


def problems(case: ByHand, to: Definition, **mapping: str) -> list[str]:
    with pytest.raises(MigrationError) as caught:
        moved(case, to, **mapping)
    return [str(problem) for problem in caught.value.problems]


def test_a_case_goes_on_at_its_step_in_the_new_version() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()

    case = moved(case, chain(step("first"), step("a"), step("new"), step("b")))

    assert case.done("a").asked == ["PerformStep new"]


def test_a_step_may_have_a_new_name() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()

    assert moved(case, chain(step("z"), step("b")), a="z").done("z").asked == ["PerformStep b"]


def test_what_was_done_before_is_undone_by_the_new_version() -> None:
    last = step("b", on_failure=OnFailure.COMPENSATE)
    case = ByHand(chain(step("a", undo=True), last)).start().done("a")

    case = moved(case, chain(step("zero"), step("a", undo=True), last))

    assert case.fails("b").asked == ["PerformStep undo a"]


def test_tokens_inside_a_scope_stay_inside_it() -> None:
    def nested(*before: str) -> Definition:
        inside = scope("sub", [start("in"), step("a")])
        nodes = [*(step(name) for name in before), *inside, step("b")]
        names = ["start", *before, "sub", "b", "end"]
        flows = [f"{a} > {b}" for a, b in itertools.pairwise(names)]
        return draw(nodes, [*flows, "in > a"])

    case = moved(ByHand(nested()).start(), nested("new"))

    assert case.done("a").asked == ["PerformStep b"]


def test_a_join_keeps_the_tokens_that_it_holds() -> None:
    def joined(*more: str) -> Definition:
        nodes = [step("a"), step("b"), gateway("join", NodeKind.PARALLEL), step("last")]
        flows = ["start > a", "start > b", "a > join", "b > join", "join > last"]
        return draw([*(step(name) for name in more), *nodes], flows)

    case = moved(ByHand(joined()).start().done("a"), joined("unused"))

    assert case.done("b").asked == ["PerformStep last"]


def test_an_active_step_without_counterpart_is_named() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()

    assert problems(case, chain(step("b"))) == [
        "'a': is active and has no counterpart in the new version; map it to a node"
    ]


def test_every_problem_is_named_at_once() -> None:
    map_ = draw([step("a"), step("b")], ["start > a", "start > b"])

    assert len(problems(ByHand(map_).start(), chain(step("c")))) == 2


def test_a_counterpart_of_another_kind_is_refused() -> None:
    case = ByHand(chain(step("a"))).start()
    other = replace(step("a"), kind=NodeKind.USER_TASK)

    [problem] = problems(case, chain(other))
    assert "is a task, but its counterpart is no such node" in problem


def test_a_counterpart_in_another_scope_is_refused() -> None:
    case = ByHand(chain(step("a"))).start()
    deeper = draw(scope("sub", [start("in"), step("a")]), ["start > sub", "in > a"])

    [problem] = problems(case, deeper)
    assert "stands in another scope" in problem


def test_a_held_token_needs_its_flow() -> None:
    nodes = [step("a"), step("b"), gateway("join", NodeKind.PARALLEL)]
    case = ByHand(draw(nodes, ["start > a", "start > b", "a > join", "b > join"])).start().done("a")

    [problem] = problems(case, draw(nodes, ["start > b", "b > join", "start > a", "a > join"]))
    assert "holds a token from flow 'f2'" in problem


def test_owners_are_known_by_the_participant() -> None:
    last = step("b", on_failure=OnFailure.COMPENSATE)
    map_ = chain(step("a", undo=True), last)
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start()
    case.done("a").deliver().fails("b")

    state = migrate(
        case.machine.state,
        case.compiled,
        ByHand(chain(step("zero"), step("a", undo=True), last)).compiled,
        {},
    )

    assert state.stopped == {2}
