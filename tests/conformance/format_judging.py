"""What other people's parsers say of the files that a run over a folder makes.

The validators from npm start slowly, so everything is gathered first, and each kind is asked once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from jsonschema import Draft202012Validator
from lxml import etree
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from tests.validators.judging import npm_judge_missing, npm_judged, schema_judged
from workflows.formats.schema import definition_schema

__all__ = ["JUDGES", "Exhibit", "judged", "left_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One content to be judged: the file it was made from, how, its format, and that file with
    its own format. What a judge finds wrong with that file already is not ours."""

    file: str
    made: str
    format: str
    content: bytes
    original: bytes
    original_format: str


type Judge = Callable[[Sequence[bytes]], list[list[str]]]
"""The problems of each content."""


def _npm(kind: str) -> Judge:
    def judge(contents: Sequence[bytes]) -> list[list[str]]:
        return npm_judged(kind, contents)

    return judge


def _state_language(contents: Sequence[bytes]) -> list[list[str]]:
    """asl-validator reads JSON only."""
    return npm_judged("asl", [_as_json(content) for content in contents])


class _Untagged(SafeConstructor):
    """Takes ``!Sub text`` for the text."""


_Untagged.add_multi_constructor("!", lambda _, __, node: node.value)


def _as_json(content: bytes) -> bytes:
    """The same data as JSON, values with tags as texts; what is no YAML is left to the judge."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Untagged
    try:
        return json.dumps(yaml.load(content), default=str).encode()
    except YAMLError:
        return content


def _bpmn_schema(contents: Sequence[bytes]) -> list[list[str]]:
    return [_schema_says(content) for content in contents]


def _schema_says(content: bytes) -> list[str]:
    try:
        return schema_judged(content)
    except etree.XMLSyntaxError as error:
        return [str(error)]


def _own_schema(contents: Sequence[bytes]) -> list[list[str]]:
    return [_own_schema_says(content) for content in contents]


def _own_schema_says(content: bytes) -> list[str]:
    data = json.loads(_as_json(content))
    errors = _own_validator().iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in errors]


@cache
def _own_validator() -> Draft202012Validator:
    return Draft202012Validator(definition_schema())


JUDGES: Mapping[str, Mapping[str, Judge]] = {
    "yaml": {"JSON Schema": _own_schema},
    "json": {"JSON Schema": _own_schema},
    "bpmn": {"XML Schema": _bpmn_schema, "bpmnlint": _npm("bpmnlint")},
    "camunda8": {"XML Schema": _bpmn_schema, "bpmnlint for Camunda 8": _npm("camunda8")},
    "asl": {"asl-validator": _state_language},
    "asl-yaml": {"asl-validator": _state_language},
    "openworkflow": {"Open Workflow SDK": _npm("openworkflow")},
    "mermaid": {"Mermaid": _npm("mermaid")},
    "asyncapi": {"AsyncAPI": _npm("asyncapi")},
}
"""Who judges a format, by the registry's name of it. A format that is not here has no judge that
can be run on any file."""

_NEEDS_NODE = frozenset(
    {
        "bpmnlint",
        "bpmnlint for Camunda 8",
        "asl-validator",
        "Mermaid",
        "AsyncAPI",
        "Open Workflow SDK",
    }
)


def left_out() -> str:
    """Which judges cannot be asked on this machine, and why; empty where all can."""
    missing = npm_judge_missing()
    return f"{', '.join(sorted(_NEEDS_NODE))} not asked: {missing}" if missing else ""


def judged(exhibits: Sequence[Exhibit]) -> list[tuple[Exhibit, str]]:
    """Each exhibit that a judge finds fault with, and the fault."""
    asked: dict[str, tuple[Judge, list[Exhibit]]] = {}
    for exhibit in exhibits:
        for name, judge in JUDGES.get(exhibit.format, {}).items():
            asked.setdefault(name, (judge, []))[1].append(exhibit)
    if left_out():
        asked = {name: one for name, one in asked.items() if name not in _NEEDS_NODE}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = [pool.submit(_asked, name, judge, ones) for name, (judge, ones) in asked.items()]
        return [found for answer in answers for found in answer.result()]


def _asked(name: str, judge: Judge, exhibits: Sequence[Exhibit]) -> list[tuple[Exhibit, str]]:
    contents = [exhibit.content for exhibit in exhibits]
    comparable = (e.original for e in exhibits if name in JUDGES.get(e.original_format, {}))
    originals = list(dict.fromkeys(comparable))
    answers = judge([*contents, *originals])
    theirs = {
        original: set(map(_whatever_place, answer))
        for original, answer in zip(originals, answers[len(contents) :], strict=True)
    }
    return [
        (exhibit, f"{name}: {problem}")
        for exhibit, answer in zip(exhibits, answers, strict=False)
        for problem in answer
        if _whatever_place(problem) not in theirs.get(exhibit.original, ())
    ]


def _whatever_place(problem: str) -> str:
    """The problem without the line or the element, which a file written anew has elsewhere:
    ``line 7: …`` of a schema, ``rule: element: …`` of bpmnlint, the path of asl-validator, which
    tells the first fault of a kind only."""
    if problem.startswith("{"):
        told = json.loads(problem)
        rule = told.get("schemaError", {}).get("schemaPath", told.get("Message"))
        return f"{told.get('Error code')}: {rule}"
    parts = problem.split(": ")
    if parts[0].startswith("line "):
        return ": ".join(parts[1:])
    return ": ".join((parts[0], *parts[2:]))
