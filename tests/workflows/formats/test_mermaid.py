"""workflows/formats/mermaid.py"""

from __future__ import annotations

from hypothesis import given, settings

from tests.validators.judging import npm_judged
from tests.workflows.formats.corpus import real_bpmn
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.formats import bpmn, yaml
from workflows.formats.mermaid import write


def _order() -> Definition:
    return yaml.read(ORDER).definition


def _lines(definition: Definition) -> list[str]:
    return write(definition).content.decode().splitlines()


def _named(name: str) -> Definition:
    nodes = (
        Node(id="a", name=name, kind=NodeKind.DECISION),
        Node(id="b", name="", kind=NodeKind.END),
    )
    flow = Flow(id="f", source="a", target="b", name=name)
    return Definition(id="m", name=name, participants=(), nodes=nodes, flows=(flow,))


def test_a_step_is_a_box_with_who_performs_it() -> None:
    assert '  n2["Charge card<br>#40;Payments#41;"]' in _lines(_order())


def test_what_undoes_a_step_hangs_on_a_dotted_arrow() -> None:
    assert any('-.->|"undone by"|' in line for line in _lines(_order()))


def test_a_scope_is_a_subgraph() -> None:
    lines = _lines(yaml.read(TRIP).definition)

    assert any(line.strip().startswith("subgraph ") for line in lines)


def test_what_mermaid_cannot_say_is_told() -> None:
    told = " ".join(loss.message for loss in write(_order()).losses)

    assert "Mermaid cannot say: retry (“Charge card”" in told


def test_mermaids_own_parser_takes_awkward_names() -> None:
    awkward = [
        'say "hi"',
        "end",
        "a|b",
        "<b>x</b>",
        "#35;",
        "%% no",
        "ünï 🚚",
        "`x`",
        "a\\b;c",
        "[(x",
    ]
    contents = [write(one).content for one in [_order(), *map(_named, awkward)]]

    assert [found for found in npm_judged("mermaid", contents) if found] == []


def test_mermaids_own_parser_takes_every_real_map() -> None:
    contents = [write(bpmn.read(path.read_bytes()).definition).content for path in real_bpmn()]

    assert [found for found in npm_judged("mermaid", contents) if found] == []


@settings(max_examples=30)
@given(chains())
def test_every_node_and_flow_is_there(definition: Definition) -> None:
    lines = _lines(definition)

    assert sum(" -->" in line for line in lines) == len(definition.flows)
    assert all(
        any(f"  n{n}" in line for line in lines) for n in range(1, len(definition.nodes) + 1)
    )
