"""Reads an assessment file: everything a team has stated, as YAML.

``docs/assessment.schema.json`` describes it. A bare workflow map (YAML or BPMN) is read as an
assessment in which nothing else is stated yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ruamel.yaml.comments import CommentedMap

from assessment.decision.assessment import Assessment
from assessment.decision.evidence.facts import stated_volume
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.file.scenario import MapReader
from assessment.file.sections import Sections
from workflows.definition.findings import DefinitionError, Finding, Problem
from workflows.definition.model import Definition, Volume
from workflows.formats import registry
from workflows.formats.blocks import Block, load
from workflows.formats.reading import Reading
from workflows.formats.yaml import read_mapping, read_requirements

__all__ = ["KEYS", "AssessmentFile", "MapLoader", "read_assessment"]

KEYS = (
    "podium",
    "name",
    "context",
    "symptoms",
    "map",
    "requirements",
    "answers",
    "weights",
    "boundary",
    "scenario",
    "plan",
    "costs",
    "knowledge",
)
_OUR_OWN = ("yaml", "json")
_OF_AN_ASSESSMENT = re.compile(rb"""^[\s{]*["']?podium["']?\s*:""", re.MULTILINE)
_VERSION = "1"
_NO_MAP = Definition(id="", name="", participants=(), nodes=(), flows=())

type MapLoader = Callable[[str], bytes]
"""Gives the content of the file that ``map: {file: …}`` names; raises ``OSError``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFile:
    """An assessment read from a file. ``notes`` is what the reader of the map did not understand
    or assumed, ``sha256`` the hash of the file, followed by the map's where that is another
    file."""

    assessment: Assessment
    notes: tuple[Finding, ...]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Map:
    """The map of a file: None where it cannot be read. ``content`` is empty for an inline map."""

    definition: Definition | None
    notes: tuple[Finding, ...] = ()
    content: bytes = b""


def read_assessment(
    content: bytes,
    *,
    source: str,
    map_content: bytes | None = None,
    map_name: str = "",
    load_map: MapLoader | None = None,
    knowledge: Knowledge | None = None,
) -> AssessmentFile:
    """The assessment in a file called ``source``.

    ``map_content`` with its ``map_name`` replaces the file's own map. ``load_map`` finds a map that
    the file names; without it such a map is a problem.

    Raises ``DefinitionError`` with every problem, each with its line.
    """
    if tool := _format_of_another_tool(source, content):
        return _bare(registry.read(tool, content))
    top = load(content)
    if "podium" not in top and "map" not in top and ("nodes" in top or "steps" in top):
        return _bare(registry.read("yaml", content))
    problems: list[Problem] = []
    block = Block(top, "file", problems)
    given = _given_map(map_name, map_content) if map_content is not None else None
    found = given or _own_map(block, load_map)
    assessment = _assessment(
        block,
        found.definition,
        knowledge or load_knowledge(),
        lambda inner: _own_map(inner, load_map).definition,
    )
    if problems or assessment is None:
        raise DefinitionError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return AssessmentFile(
        assessment=assessment, notes=found.notes, sha256=_sha256(content, found.content)
    )


def _format_of_another_tool(source: str, content: bytes) -> str:
    """The format of a bare map, such as BPMN or a state machine; empty for our own files."""
    if content.lstrip()[:1] == b"<":
        return "bpmn"
    if _OF_AN_ASSESSMENT.search(content):
        return ""
    try:
        found = registry.format_of(source, content)
    except DefinitionError:
        return ""
    return "" if found.name in _OUR_OWN or found.read is None else found.name


def _bare(reading: Reading) -> AssessmentFile:
    definition = reading.definition
    return AssessmentFile(
        assessment=Assessment(name=definition.name, definition=definition),
        notes=reading.notes,
        sha256=_sha256(reading.original),
    )


def _sha256(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def _given_map(name: str, content: bytes) -> _Map:
    reading = registry.read(name, content)
    return _Map(definition=reading.definition, notes=reading.notes, content=content)


def _own_map(top: Block, load_map: MapLoader | None) -> _Map:
    mapping = top.data.get("map")
    if mapping is None:
        top.problem("", "needs a map: write it under map, or name its file with map: {file: …}")
        return _Map(definition=None)
    if isinstance(mapping, CommentedMap) and "file" in mapping:
        return _named_map(Block(mapping, "map", top.problems), load_map)
    before = len(top.problems)
    definition = read_mapping(mapping, top.problems)
    # A map with problems would make every mention of its steps look wrong as well.
    return _Map(definition=definition if len(top.problems) == before else None)


def _named_map(block: Block, load_map: MapLoader | None) -> _Map:
    block.allow(("file",))
    name = block.text("file")
    if load_map is None:
        block.problem(
            "file", f"names {name!r}, which cannot be reached from here; write the map out"
        )
        return _Map(definition=None)
    try:
        return _given_map(name, load_map(name))
    except OSError as error:
        block.problem("file", f"cannot be read: {name!r} ({error.strerror or error})")
    except DefinitionError as error:
        for problem in error.problems:
            line = f" line {problem.line}" if problem.line else ""
            block.problem("file", f"{name}{line}: {problem}")
    return _Map(definition=None)


def _assessment(
    top: Block, definition: Definition | None, knowledge: Knowledge, read_map: MapReader
) -> Assessment | None:
    top.allow(KEYS)
    _check_version(top)
    if definition is not None and "requirements" in top:
        definition = read_requirements(top.data["requirements"], definition, top.problems)
    sections = Sections(top=top, definition=definition, knowledge=knowledge, read_map=read_map)
    context = sections.context()
    volume = stated_volume(context, definition.volume) if definition else Volume()
    weighting, weights = sections.weights()
    # Every section is read although the map failed, so that all problems show at once.
    stated = Assessment(
        name=top.text("name", definition.name if definition else ""),
        definition=replace(definition or _NO_MAP, volume=volume),
        context=context,
        symptoms=sections.symptoms(),
        answers=sections.answers(),
        weights=weights,
        boundary=sections.boundary(),
        scenario=sections.scenario(),
        plan_start=sections.plan_start(),
        weighting=weighting,
        costs=sections.costs(),
        knowledge=sections.own_knowledge(),
    )
    return stated if definition else None


def _check_version(top: Block) -> None:
    if "podium" not in top:
        top.problem("", "needs podium: 1 as its first line")
    elif top.text("podium") != _VERSION:
        top.problem("podium", f"must be {_VERSION}, got {top.text('podium')!r}")
