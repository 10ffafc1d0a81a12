"""Real state machines, there and back by every way, before somebody else's validator."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.validators.judging import npm_judged
from tests.workflows.formats.corpus import asl_files, real_asl
from workflows.definition.model import Definition
from workflows.definition.validation import problems
from workflows.formats import bpmn, yaml
from workflows.formats.asl import read, read_yaml, write, write_yaml
from workflows.formats.asl.loading import load

_WAYS: dict[str, Callable[[Definition], Definition]] = {
    "straight": lambda definition: definition,
    "Podium YAML": lambda definition: yaml.read(yaml.write(definition).content).definition,
    "BPMN": lambda definition: bpmn.read(bpmn.write(definition).content).definition,
    "YAML": lambda definition: read_yaml(write_yaml(definition).content).definition,
}

files = pytest.mark.parametrize("path", asl_files())


@files
def test_a_real_file_makes_a_valid_map(path: Path) -> None:
    definition = read(path.read_bytes()).definition

    assert problems(definition) == ()


@files
@pytest.mark.parametrize("way", _WAYS)
def test_a_real_file_comes_back_as_it_was(path: Path, way: str) -> None:
    content = path.read_bytes()

    writing = write(_WAYS[way](read(content).definition), base=content)

    assert json.loads(writing.content) == load(content).data


@files
def test_a_real_file_comes_back_without_the_file_at_hand(path: Path) -> None:
    content = path.read_bytes()

    writing = write(read(content).definition)

    assert json.loads(writing.content) == load(content).data


@files
def test_a_real_file_keeps_the_order_of_its_states(path: Path) -> None:
    content = path.read_bytes()

    written = json.loads(write(read(content).definition).content)

    assert list(written["States"]) == list(load(content).data["States"])


@files
def test_an_unchanged_file_has_no_loss_report(path: Path) -> None:
    assert write(read(path.read_bytes()).definition).losses == ()


def test_the_validator_finds_no_more_than_in_the_originals() -> None:
    found = real_asl()
    before = [load(path.read_bytes()).data for path in found]
    after = [write(read(path.read_bytes()).definition).content for path in found]

    judged = npm_judged("asl", [json.dumps(data).encode() for data in before])

    assert npm_judged("asl", after) == judged
