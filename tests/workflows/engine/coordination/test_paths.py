"""The ways of tokens from where they rest to where they rest next."""

from __future__ import annotations

from collections.abc import Sequence

from tests.workflows.engine.maps import chain, draw, gateway, step
from tests.workflows.engine.shapes import at_boundary, end, scope, throw
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.engine.coordination.choreography import coordinate
from workflows.engine.coordination.paths import Paths
from workflows.engine.core.compiled import CompiledMap, compile_map


def paths(definition: Definition) -> tuple[Paths, CompiledMap]:
    compiled = compile_map(definition)
    return Paths(compiled, coordinate(compiled, {})), compiled


def ways(definition: Definition) -> list[tuple[str, str, bool]]:
    """From where, to where, and whether the token ends there."""
    found, compiled = paths(definition)
    return [(compiled.ids[way.node], compiled.ids[way.target], way.ends) for way in found.ways]


def caught(nodes: Sequence[Node], flows: Sequence[str], thrower: str, ref: str) -> str:
    found, compiled = paths(draw(nodes, flows))
    at = compiled.ids.index(thrower)
    sub = compiled.ids.index("sub")
    catch = found.catch_of(sub, EventKind.ERROR, ref, thrower=at)
    return compiled.ids[catch] if catch >= 0 else ""


def test_a_token_goes_from_step_to_step_and_ends() -> None:
    assert ways(chain(step("a"), step("b"))) == [
        ("start", "a", False),
        ("a", "b", False),
        ("b", "end", True),
    ]


def test_what_takes_no_time_is_passed_by_whoever_acts() -> None:
    map_ = draw(
        [step("a"), gateway("way", NodeKind.DECISION), step("b"), step("c")],
        ["start > a", "a > way", "way > b", "way > c"],
    )
    found, compiled = paths(map_)

    way, a = compiled.ids.index("way"), compiled.participants.index("a")
    assert (way, frozenset({a})) in found.acting
    assert {passing.by for passing in found.ways if passing.passed == (way,)} == {(way,)}


def test_a_link_leads_on_without_a_flow() -> None:
    here = throw("here", EventKind.LINK, ref="x")
    there = Node(id="there", name="there", kind=NodeKind.CATCH, event=EventKind.LINK, ref="x")
    map_ = draw([step("a"), here, there, step("b")], ["start > a", "a > here", "there > b"])

    assert ("a", "b", False) in ways(map_)


def test_what_undoes_a_step_is_on_no_way() -> None:
    assert "undo-a" not in {node for node, _, _ in ways(chain(step("a", undo=True)))}


def test_the_event_that_names_an_error_catches_before_one_that_catches_any() -> None:
    nodes = [
        *scope("sub", [step("a"), end("oops", EventKind.ERROR, ref="x")]),
        at_boundary("any", "sub", EventKind.ERROR),
        at_boundary("exact", "sub", EventKind.ERROR, ref="x"),
    ]
    flows = ["start > sub", "a > oops"]

    assert caught(nodes, flows, "oops", "x") == "exact"
    assert caught(nodes, flows, "oops", "y") == "any"


def test_a_scope_lies_in_itself_and_in_its_process() -> None:
    found, compiled = paths(draw([*scope("sub", [step("a")])], ["start > sub"]))
    sub, a = compiled.ids.index("sub"), compiled.ids.index("a")

    assert found.lies_in(a, sub)
    assert found.lies_in(sub, sub)
    assert list(found.around(a)) == [sub, *compiled.processes]
