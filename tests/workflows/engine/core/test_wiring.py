"""What belongs together without a sequence flow."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import (
    at_boundary,
    catch,
    event_sub,
    handler,
    receive,
    scope,
    start,
    throw,
)
from workflows.definition.model import Definition, EventKind, MessageFlow, Node, NodeKind
from workflows.engine.core.compiled import CompiledMap, compile_map


def compiled_of(*nodes: Node, flows: tuple[str, ...] = ()) -> CompiledMap:
    return compile_map(draw(nodes, flows))


def names(compiled: CompiledMap, nodes: tuple[int, ...]) -> list[str]:
    return [compiled.ids[node] for node in nodes]


def entries(compiled: CompiledMap, name: str) -> list[str]:
    return names(compiled, compiled.entries[compiled.ids.index(name)])


def test_a_sub_process_begins_at_its_start_and_where_no_flow_leads_to() -> None:
    inside = [start("in"), step("a"), step("alone")]
    compiled = compiled_of(*scope("sub", inside), flows=("in > a",))

    assert entries(compiled, "sub") == ["in", "alone"]


def test_handlers_boundaries_links_and_event_sub_processes_do_not_begin_by_themselves() -> None:
    inside = [
        start("in"),
        step("a"),
        at_boundary("edge", "a", EventKind.ERROR),
        handler("undo"),
        catch("land", EventKind.LINK),
        *event_sub("watch", start("news", EventKind.MESSAGE)),
    ]
    compiled = compiled_of(*scope("sub", inside), flows=("in > a",))

    assert entries(compiled, "sub") == ["in"]


def test_a_case_begins_at_the_plain_starts() -> None:
    compiled = compiled_of(start("news", EventKind.MESSAGE), step("a"), flows=("start > a",))

    assert names(compiled, compiled.starts) == ["start"]


def test_a_start_that_a_message_triggers_does_not_begin_a_case() -> None:
    map_ = draw([start("asked"), throw("ask", EventKind.MESSAGE)], ["start > ask"])
    told = replace(map_, message_flows=(MessageFlow(id="m", source="ask", target="asked"),))

    compiled = compile_map(told)
    assert names(compiled, compiled.starts) == ["start"]


def test_without_a_plain_start_the_first_of_any_kind_begins() -> None:
    starts = (start("x", EventKind.MESSAGE), start("y", EventKind.TIMER))
    compiled = compile_map(Definition(id="m", name="m", participants=(), nodes=starts, flows=()))

    assert names(compiled, compiled.starts) == ["x"]


def test_without_any_start_the_process_itself_begins() -> None:
    only = Definition(id="m", name="m", participants=(), nodes=(step("a"),), flows=())

    assert compile_map(only).starts == compile_map(only).processes


def test_each_process_is_a_scope_of_its_own() -> None:
    nodes = (replace(step("a"), process="one"), replace(step("b"), process="two"))
    map_ = Definition(id="m", name="m", participants=(), nodes=nodes, flows=())
    compiled = compile_map(map_)

    assert names(compiled, compiled.processes) == ["process one", "process two"]
    assert compiled.parents[:2] == compiled.processes


def test_a_link_leads_to_the_catch_of_its_name_in_its_scope() -> None:
    nodes = (throw("go", EventKind.LINK, ref="x"), catch("land", EventKind.LINK, ref="x"))
    elsewhere = scope("sub", [catch("other", EventKind.LINK, ref="x")])
    compiled = compiled_of(*elsewhere, *nodes)

    assert names(compiled, (compiled.links[compiled.ids.index("go")],)) == ["land"]


def test_messages_go_along_flows_and_by_name() -> None:
    nodes = [
        throw("tell", EventKind.MESSAGE, ref="x"),
        catch("named", EventKind.MESSAGE, ref="x"),
        receive("drawn"),
    ]
    map_ = draw(nodes, [])
    drawn = replace(map_, message_flows=(MessageFlow(id="m", source="tell", target="drawn"),))
    compiled = compile_map(drawn)

    assert names(compiled, compiled.receivers[compiled.ids.index("tell")]) == ["drawn", "named"]
    assert names(compiled, compiled.senders[compiled.ids.index("named")]) == ["tell"]


def test_a_compensation_event_sub_process_belongs_to_its_scope() -> None:
    how = event_sub("how", start("asked", EventKind.COMPENSATION))
    compiled = compiled_of(*scope("sub", [start("in"), *how]))
    sub = compiled.ids.index("sub")

    assert compiled.ids[compiled.undo_scopes[sub]] == "how"
    assert compiled.sub_starts[sub] == ()


def test_gateways_without_incoming_flows_begin_too() -> None:
    fork = gateway("fork", NodeKind.PARALLEL)
    compiled = compiled_of(*scope("sub", [fork, step("a")]), flows=("fork > a",))

    assert entries(compiled, "sub") == ["fork"]
