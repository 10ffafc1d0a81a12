"""Podium's own YAML: what it says, what it refuses, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.nested import nested_maps
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import (
    Definition,
    Duration,
    Effect,
    EventKind,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Requirements,
    Side,
)
from workflows.formats.blocks import load
from workflows.formats.yaml import read, read_mapping, read_requirements, write


def order() -> Definition:
    return read(ORDER).definition


def trip() -> Definition:
    return read(TRIP).definition


def needs(definition: Definition, step_id: str) -> Requirements:
    found = definition.by_id[step_id].requirements
    assert found is not None
    return found


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read(text if isinstance(text, bytes) else text.encode())
    return [f"{problem.line}: {problem}" for problem in caught.value.problems]


def test_a_step_says_what_the_matrix_asks() -> None:
    pay = needs(order(), "pay")

    assert pay.effect == Effect(idempotent=True, compensation="refund")
    assert (pay.retry.max_attempts, pay.timeout, pay.failure.transient) == (4, 5.0, 0.01)


def test_what_the_author_left_out_is_assumed() -> None:
    assert "initial_interval" in needs(order(), "pay").assumed
    assert "timeout" not in needs(order(), "pay").assumed


def test_a_single_value_of_a_group_is_its_first_member() -> None:
    ship = needs(order(), "ship")

    assert (ship.duration.mean, ship.side) == (5.0, Side.EVENT_DRIVEN)


def test_a_chain_of_arrows_is_several_flows() -> None:
    found = {(flow.source, flow.target) for flow in order().flows}

    assert {("start", "pay"), ("pay", "enough"), ("ship", "wait"), ("wait", "end")} <= found


def test_a_timer_makes_a_timer_event() -> None:
    late = order().by_id["late"]

    assert (late.kind, late.event, late.timer) == (NodeKind.BOUNDARY, EventKind.TIMER, 86400.0)


def test_expected_volume_is_that_of_now_where_nobody_said() -> None:
    text = ORDER.replace(b"expected: 6000, ", b"")

    assert read(text).definition.volume.expected == 1200


def test_nothing_is_lost_on_the_way_out_and_back() -> None:
    assert read(write(order()).content).definition == order()


@given(chains())
@settings(max_examples=60, deadline=None)
def test_any_definition_reads_back_equal(definition: Definition) -> None:
    assert read(write(definition).content).definition == definition


def test_what_stands_in_a_scope_names_it_as_its_parent() -> None:
    begin = trip().by_id["begin"]

    assert (begin.parent, begin.path) == ("booking", ("Booking",))


def test_flows_of_the_map_come_before_those_of_its_scopes() -> None:
    flows = [flow.source for flow in trip().flows]

    assert flows.index("in") < flows.index("begin") < flows.index("asked")


def test_a_loop_may_be_one_word() -> None:
    definition = trip()

    assert definition.by_id["hotel"].loop == Loop(kind=LoopKind.PARALLEL)
    assert definition.by_id["booking"].loop == Loop(
        kind=LoopKind.STANDARD, condition="total > 100", maximum=3, test_before=True, again=0.25
    )


def test_a_wait_is_its_mean_unless_it_says_more() -> None:
    definition = trip()

    assert definition.by_id["other"].wait == Duration(mean=10_800.0, p95=32_400.0)
    assert definition.by_id["answer"].wait == Duration(mean=7_200.0, p95=18_000.0)


def test_values_of_a_variable_have_its_type() -> None:
    values = [[choice.value for choice in variable.choices] for variable in trip().variables]

    assert values == [[], ["eu", "true"], [True, False]]


def test_business_errors_are_codes_with_their_shares() -> None:
    assert needs(trip(), "hotel").failure.errors == (("full", 0.05), ("no", 0.005))


def test_a_called_map_is_a_whole_map() -> None:
    assert [called.name for called in trip().called] == ["Credit check"]


def test_message_flows_may_end_at_a_process() -> None:
    ends = [(flow.id, flow.source, flow.target) for flow in trip().message_flows]

    assert ends == [("message-answer-to-other", "answer", "other"), ("m", "bank", "start")]


def test_a_nested_map_is_written_as_it_was_read() -> None:
    text = write(trip()).content.decode()

    assert read(text.encode()).definition == trip()
    assert "      - begin -> hotel" in text


def test_as_many_scopes_as_a_map_may_have_are_read_back() -> None:
    scopes = [f"{'  ' * n * 2}- id: s{n}\n{'  ' * n * 2}  nodes:\n" for n in range(20)]
    text = f"id: m\nnodes:\n{''.join(scopes)}{' ' * 80}- id: step\n"
    definition = read(text.encode()).definition

    assert read(write(definition).content).definition == definition


@given(nested_maps(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_any_nested_map_reads_back_equal_in_any_order(
    definition: Definition, random: Random
) -> None:
    nodes, flows = list(definition.nodes), list(definition.flows)
    random.shuffle(nodes)
    random.shuffle(flows)
    shuffled = replace(definition, nodes=tuple(nodes), flows=tuple(flows))

    assert read(write(definition).content).definition == definition
    assert read(write(shuffled).content).definition == shuffled


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("again: 25%", "agian: 25%", "12: transaction 'booking': loop.agian is not a known key"),
        ("loop: parallel", "loop: twice", "19: step 'hotel': loop must be one of standard"),
        ("full: 5%", "full: lots", "17: step 'hotel': failure.errors.full must be a share"),
        ("eu: 60%", "eu: 60", "5: variable 'region': choices.eu must be between 0% and 100%"),
        ("type: number", "type: money", "4: variable 'total': type must be one of number, text"),
        ("mean: 2h, p95", "p95", "37: step 'answer': wait.mean is needed, for example 2h"),
        ("{id: ask}", "{id: ask, x: 1}", "56: step 'ask' of map 'credit': x is not a known key"),
        ("id: credit\n", "id: 7\n", "53: map '7': id must start with a letter"),
        ("- answer -> other", "- answer", "50: message flow 1: must be 'a -> b'"),
    ],
)
def test_a_problem_inside_a_scope_names_line_place_and_mend(
    old: str, new: str, problem: str
) -> None:
    found = refused(TRIP.decode().replace(old, new))

    assert any(text.startswith(problem) for text in found), found


def test_a_name_is_one_line() -> None:
    text = ORDER.replace(b"Charge card", b'"Charge\\n  card"')

    assert read(text).definition.by_id["pay"].name == "Charge card"


def test_json_is_read_as_well() -> None:
    text = '{"id": "m", "nodes": [{"id": "a", "timeout": "5s"}], "flows": []}'

    assert needs(read(text.encode()).definition, "a").timeout == 5.0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "attempts: 4",
            "attempts: 0",
            "18: step 'pay': retry.max_attempts must be at least 1, got 0",
        ),
        (
            "timeout: 5s",
            "timeot: 5s",
            "19: step 'pay': timeot is not a known key; did you mean 'timeout'?",
        ),
        ("timeout: 5s", "timeout: 5", "19: step 'pay': timeout needs a unit"),
        ("kind: decision", "kind: fork", "24: node 'enough': kind must be one of"),
        (
            "start -> pay",
            "start -> pai",
            "34: flow 'start-to-pai': leads to 'pai', which is not in",
        ),
        (
            "participant: clerk",
            "participant: bob",
            "25: step 'approve': there is no participant 'bob'",
        ),
        ("attached_to: ship", "attached_to: end", "28: boundary 'failed': is attached to 'end'"),
        ("id: clerk, name", "id: pay, name", "7: participant 'pay': the id is taken"),
        ("peak: 3.5", "peak: lots", "4: map: volume.peak must be a number, got 'lots'"),
    ],
)
def test_a_problem_names_line_place_and_mend(old: str, new: str, problem: str) -> None:
    found = refused(ORDER.decode().replace(old, new))

    assert any(text.startswith(problem) for text in found), found


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    found = refused(ORDER.decode().replace("attempts: 4", "attempts: 0").replace("2d", "soon"))

    assert [text.split(":")[0] for text in found] == ["18", "25"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "None: the file is empty"),
        (b"\xff\xfe\x00", "1: is not UTF-8 text"),
        ("- a", "1: must be a mapping"),
        ("a: 1\na: 2", "2: is not valid YAML: found duplicate key"),
        ("a: [1\nb: }", "2: is not valid YAML"),
        ("a: &x [1]\nb: *x", "2: the alias *x is not read"),
        ("a: " + "[" * 199, "1: nested deeper"),
        (b"a: " + b"x" * 6_000_000, "None: the file has 5.7 MB"),
        ("a: [" + "1," * 50_000 + "]", "1: holds more than 40,000 values; split the map"),
        ("nodes: {a: b}", "1: map: nodes must be a list"),
        ("variables: [{name: a, type: text, choices: {true: {}}}]", "1: variable 'a': choices.yes"),
        (":\n%YAML 9.9", "None: is not valid YAML: (9, 9); write it in a plainer way"),
        ("id: m\nnodes:\n  - 7", "3: node 1: must be a mapping"),
    ],
)
def test_what_is_no_map_is_refused(text: str | bytes, problem: str) -> None:
    assert any(one.startswith(problem) for one in refused(text))


def test_a_map_inside_another_file_keeps_its_lines() -> None:
    whole = load(b"title: x\nmap:\n  id: m\n  nodes:\n    - {id: a, timeout: soon}\n  flows: []\n")
    problems: list[Problem] = []

    read_mapping(whole["map"], problems)

    assert [problem.line for problem in problems] == [5]


@pytest.mark.parametrize("name", ["order", "trip"])
def test_the_examples_of_the_documentation_can_be_read(name: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
    blocks = [part.split("```")[0] for part in text.split("```yaml\n")[1:]]

    (example,) = [block for block in blocks if block.startswith(f"id: {name}\n")]
    assert read(example.encode()).definition.id == name


def test_requirements_are_laid_over_a_map_from_elsewhere() -> None:
    overlay = load(b"ship: {timeout: 9s}\nmoon: {timeout: 9s}\n")
    problems: list[Problem] = []

    changed = read_requirements(overlay, order(), problems)

    assert needs(changed, "ship").timeout == 9.0
    assert [problem.line for problem in problems] == [2]


def mutated(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with a stretch replaced by other bytes."""
    return st.builds(
        lambda start, length, new: content[:start] + new + content[start + length :],
        st.integers(0, len(content)),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=8), st.sampled_from([b"*a", b"&a ", b"{", b"- ", b": ", b"\n"])
        ),
    )


@given(mutated(ORDER))
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_reads_or_is_refused_and_nothing_else(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    nodes: tuple[Node, ...] = ()

    try:
        nodes = read(content).definition.nodes
    except DefinitionError as error:
        problems = error.problems

    assert nodes or problems
