"""The published JSON Schema accepts what the reader accepts, and refuses what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.workflows.definition.nested import nested_maps
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.model import Definition
from workflows.formats.blocks import load
from workflows.formats.schema import definition_schema
from workflows.formats.yaml import read, write

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft202012Validator(definition_schema())


def plain(content: bytes) -> Any:
    return json.loads(json.dumps(load(content)))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(definition_schema())


def test_the_published_file_is_this_schema() -> None:
    published = json.loads((ROOT / "docs" / "definition.schema.json").read_text())

    assert published == definition_schema()


@pytest.mark.parametrize("content", [ORDER, TRIP])
def test_a_map_as_its_author_wrote_it_is_valid(content: bytes) -> None:
    assert list(VALIDATOR.iter_errors(plain(content))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"loop: parallel", b"loop: twice"),
        (b"full: 5%", b"full: lots"),
        (b"{id: ask}", b"{id: ask, x: 1}"),
        (b"type: number", b"type: money"),
        (b"mean: 2h, ", b""),
    ],
)
def test_what_the_reader_refuses_inside_a_scope_is_invalid(old: bytes, new: bytes) -> None:
    assert list(VALIDATOR.iter_errors(plain(TRIP.replace(old, new))))


@given(st.one_of(chains(), nested_maps()))
@settings(max_examples=40, deadline=None)
def test_whatever_podium_writes_is_valid(definition: Definition) -> None:
    assert list(VALIDATOR.iter_errors(plain(write(definition).content))) == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_map_of_an_example_is_valid_and_reads_back_equal(path: Path) -> None:
    whole = load(path.read_bytes())
    definition = read(json.dumps(whole["map"]).encode()).definition

    assert list(VALIDATOR.iter_errors(json.loads(json.dumps(whole["map"])))) == []
    assert read(write(definition).content).definition == definition


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"kind: decision", b"kind: fork"),
        (b"timeout: 5s", b"timeout: 5"),
        (b"timeout: 5s", b"timeot: 5s"),
        (b"max_attempts: 4", b"max_attempts: 0"),
        (b"consistency: immediate", b"consistency: later"),
        (b"nodes:", b"nodez:"),
    ],
)
def test_what_the_reader_refuses_is_invalid(old: bytes, new: bytes) -> None:
    assert list(VALIDATOR.iter_errors(plain(ORDER.replace(old, new))))
