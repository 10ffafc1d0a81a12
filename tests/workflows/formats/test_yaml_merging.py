"""A changed map in the file it came from: what changed is changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from difflib import ndiff
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.nested import nested_maps
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.columns import default_requirements
from workflows.definition.matrix import with_texts
from workflows.definition.model import DataFlow, Definition, Flow, Node, NodeKind
from workflows.formats import json_map, yaml

BASE = b"""\
# Our order process
id: order   # never change this
name: "Online order"

participants:
  # money
  - {id: pay, name: Payments}   # team Money
  - id: clerk
    kind: human  # Anna

nodes:
  - {id: start, kind: start}

  # The charge. Careful: not idempotent!
  - id: charge
    name: 'Charge card'
    participant: pay
    timeout: 5000ms      # the bank's limit
    retry: {max_attempts: 4, backoff: 1.5}
    # jitter: none   (not yet)
  # goes away
  - id: check
    participant: clerk

  # -- shipping --

  # a box
  - id: box
    kind: sub-process
    nodes:
      - id: pack   # cardboard
        duration: 5s
      - {id: label}
    flows:
      - pack -> label    # inside
  - {id: end, kind: end}
flows:
  # the main way
  - start -> charge -> check -> box -> end   # straight
# the end
"""

STEP = Node(
    id="wrap", name="Wrap", kind=NodeKind.TASK, requirements=default_requirements(NodeKind.TASK)
)


def order() -> Definition:
    return yaml.read(BASE).definition


def with_node(definition: Definition, node_id: str, **changes: Any) -> Definition:
    nodes = (replace(n, **changes) if n.id == node_id else n for n in definition.nodes)
    return replace(definition, nodes=tuple(nodes))


def with_cells(definition: Definition, node_id: str, **texts: str) -> Definition:
    nodes = (with_texts(n, texts)[0] if n.id == node_id else n for n in definition.nodes)
    return replace(definition, nodes=tuple(nodes))


def without_node(definition: Definition, node_id: str) -> Definition:
    gone = {n.id for n in definition.nodes if node_id in (n.id, n.parent)}
    return replace(
        definition,
        nodes=tuple(n for n in definition.nodes if n.id not in gone),
        flows=tuple(f for f in definition.flows if not gone & {f.source, f.target}),
    )


def written(definition: Definition, base: bytes = BASE) -> str:
    content = yaml.write(definition, base=base).content
    assert yaml.read(content).definition == definition
    return content.decode()


def changes(definition: Definition, base: bytes = BASE) -> list[str]:
    """The lines that come and go."""
    lines = ndiff(base.decode().splitlines(), written(definition, base).splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("base", [BASE, ORDER, TRIP, b"\xef\xbb\xbf" + BASE.rstrip()])
def test_a_map_that_did_not_change_is_the_very_file(base: bytes) -> None:
    assert yaml.write(yaml.read(base).definition, base=base).content == base


def test_a_value_is_changed_where_it_stands_with_its_quotes_and_its_comment() -> None:
    changed = with_cells(with_node(order(), "charge", name="It's paid"), "charge", timeout="7s")

    assert changes(changed) == [
        "-     name: 'Charge card'",
        "+     name: 'It''s paid'",
        "-     timeout: 5000ms      # the bank's limit",
        "+     timeout: 7s      # the bank's limit",
    ]


def test_a_new_value_goes_into_its_group_in_stable_order() -> None:
    changed = with_cells(order(), "charge", jitter="none", consistency="immediate")

    assert changes(changed) == [
        "+     consistency: immediate",
        "-     retry: {max_attempts: 4, backoff: 1.5}",
        "+     retry: {max_attempts: 4, backoff: 1.5, jitter: none}",
    ]


def test_what_is_removed_goes_with_its_comments_and_no_others() -> None:
    assert changes(without_node(order(), "check")) == [
        "-   # goes away",
        "-   - id: check",
        "-     participant: clerk",
        "-   - start -> charge -> check -> box -> end   # straight",
        "+   - start -> charge   # straight",
        "+   - box -> end",
    ]


def test_what_is_removed_leaves_a_heading_over_what_follows() -> None:
    text = written(without_node(order(), "box"))

    assert "  # -- shipping --\n" in text
    assert "a box" not in text


def test_a_new_step_stands_behind_the_one_before_it() -> None:
    nodes = list(order().nodes)
    nodes.insert(2, STEP)

    assert changes(replace(order(), nodes=tuple(nodes))) == ["+   - id: wrap", "+     name: Wrap"]


def test_a_new_step_inside_a_scope_is_indented_as_its_neighbours() -> None:
    nodes = list(order().nodes)
    nodes.insert(6, replace(STEP, parent="box", path=("box",)))

    text = written(replace(order(), nodes=tuple(nodes)))

    assert "      - {id: label}\n      - id: wrap\n        name: Wrap\n    flows:" in text


def test_items_in_another_order_take_their_comments_along() -> None:
    changed = replace(order(), participants=order().participants[::-1])

    assert "kind: human  # Anna\n  # money\n  - {id: pay" in written(changed)


def test_a_chain_stays_whole_as_far_as_its_flows_stay() -> None:
    flows = tuple(replace(f, name="go") if f.source == "check" else f for f in order().flows)

    assert changes(replace(order(), flows=flows)) == [
        "-   - start -> charge -> check -> box -> end   # straight",
        "+   - start -> charge -> check   # straight",
        "+   - {from: check, to: box, name: go}",
        "+   - box -> end",
    ]


def test_flows_that_must_be_read_before_others_are_written_before_them() -> None:
    extra = Flow(id="charge-to-end", source="charge", target="end")

    text = written(replace(order(), flows=(*order().flows, extra)))

    assert "# the main way" in text
    assert text.index("pack -> label") < text.index("charge -> end")


def test_a_list_that_was_not_there_is_put_in() -> None:
    changed = replace(order(), data_flows=(DataFlow(name="slip", source="charge"),))

    assert changes(changed) == ["+ data_flows:", "+   - {name: slip, from: charge}"]


def test_a_list_that_gets_empty_goes() -> None:
    definition = yaml.read(ORDER).definition

    assert "data_flows" not in written(replace(definition, data_flows=()), ORDER)


def test_a_called_map_is_changed_inside() -> None:
    definition = yaml.read(TRIP).definition
    (called,) = definition.called

    changed = replace(definition, called=(with_node(called, "ask", name="Ask them"),))

    assert changes(changed, TRIP) == ["-       - {id: ask}", "+       - {id: ask, name: Ask them}"]


def test_lines_end_as_in_the_base() -> None:
    base = BASE.replace(b"\n", b"\r\n").rstrip()

    text = written(replace(order(), sla=60.0), base)

    assert text.count("\r\n") == text.count("\n")
    assert text.endswith("# the end")


def test_a_base_that_is_no_map_is_not_kept() -> None:
    assert yaml.write(order(), base=b"a: [").content == yaml.write(order()).content


def test_json_keeps_its_look() -> None:
    base = json_map.write(order()).content

    content = json_map.write(with_cells(order(), "charge", timeout="7s"), base=base).content

    assert content == base.replace(b'"timeout": "5s"', b'"timeout": "7s"')


@given(st.one_of(nested_maps(), chains()), st.one_of(nested_maps(), chains()), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_map_can_be_written_into_the_file_of_any_other(
    before: Definition, after: Definition, in_json: bool
) -> None:
    own = json_map if in_json else yaml
    base = own.write(before).content

    assert own.read(own.write(after, base=base).content).definition == after


@given(nested_maps(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_comment_above_what_stays_stays(before: Definition, data: st.DataObject) -> None:
    lines = yaml.write(before).content.decode().splitlines()
    marked = [
        line[: len(line) - len(line.lstrip())] + f"# above {number}\n" + line
        for number, line in enumerate(lines)
    ]
    base = "\n".join(marked).encode()
    chosen = data.draw(st.sampled_from([n.id for n in before.nodes]))
    changed = with_node(before, chosen, documentation="Look here.")

    text = yaml.write(changed, base=base).content.decode()

    assert yaml.read(text.encode()).definition == changed
    assert [n for n in range(len(lines)) if f"# above {n}\n" not in text] == []
