"""Small state machines and maps for the tests of this package."""

from __future__ import annotations

import json
from typing import Any

from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.asl import read, write

__all__ = ["LAMBDA", "def_of", "machine", "mapped", "states_of", "task", "written"]

LAMBDA = "arn:aws:states:::lambda:invoke"


def task(**more: Any) -> dict[str, Any]:
    """A Task that ends its machine, unless it is told where to go."""
    ends = {} if "Next" in more else {"End": True}
    return {"Type": "Task", "Resource": LAMBDA, **ends, **more}


def machine(states: dict[str, Any], **more: Any) -> bytes:
    """A state machine that starts with the first of these states."""
    return json.dumps({"StartAt": next(iter(states), "A"), "States": states, **more}).encode()


def def_of(states: dict[str, Any], **more: Any) -> Definition:
    """The map of such a machine."""
    return read(machine(states, **more)).definition


def mapped(text: str) -> Definition:
    """The map in Podium's YAML."""
    return yaml.read(text.encode()).definition


def written(definition: Definition) -> dict[str, Any]:
    """What a map is written as."""
    data: dict[str, Any] = json.loads(write(definition).content)
    return data


def states_of(text: str) -> dict[str, Any]:
    """The states that a map in Podium's YAML is written as."""
    states: dict[str, Any] = written(mapped(text))["States"]
    return states
