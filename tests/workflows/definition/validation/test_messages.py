"""Messages between processes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import texts
from workflows.definition.model import Definition, MessageFlow


def talking(source: str, target: str) -> Definition:
    """Processes shop (a, b) and bank (c), and one message."""
    nodes = (
        *(replace(node(name), process="shop") for name in "ab"),
        replace(node("c"), process="bank"),
    )
    message = MessageFlow(id="m", source=source, target=target)
    return replace(chain(*nodes), flows=(), message_flows=(message,))


@pytest.mark.parametrize(
    ("source", "target"), [("a", "c"), ("a", "bank"), ("shop", "c"), ("", "a"), ("c", "")]
)
def test_a_message_goes_from_process_to_process_or_outside(source: str, target: str) -> None:
    assert texts(talking(source, target)) == []


@pytest.mark.parametrize(
    ("source", "target", "problem"),
    [
        ("a", "b", "stays inside one process; draw a flow, or give its ends different processes"),
        ("a", "shop", "stays inside one process; draw a flow"),
        ("a", "moon", "names 'moon', which is no node and no process of the map"),
        ("", "", "names neither a sender nor a receiver; name one"),
    ],
)
def test_a_problem_names_the_message_flow(source: str, target: str, problem: str) -> None:
    (found,) = texts(talking(source, target))

    assert found.startswith(f"message flow 'm': {problem}")


def test_its_id_is_not_one_of_a_node() -> None:
    definition = talking("a", "c")
    message = replace(definition.message_flows[0], id="a")

    assert texts(replace(definition, message_flows=(message,))) == [
        "message flow 'a': the id is taken; give it another one"
    ]
