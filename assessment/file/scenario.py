"""The scenario block of an assessment file, read and written: what the sandbox is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.file.mapping import flowing, plain, without_blanks
from assessment.file.values import each, parse_amount, parse_known, parse_whole
from workflows.definition.cells import parse_choice, parse_flag
from workflows.definition.model import Definition, OrchestrationModel
from workflows.definition.quantities import format_duration, parse_duration
from workflows.formats.blocks import Block
from workflows.formats.yaml import to_mapping
from workflows.sandbox.fault_notation import FIELDS, fault_values
from workflows.sandbox.scenario import (
    MAX_CASES,
    MAX_REPLICATIONS,
    Fault,
    FaultKind,
    NewVersion,
    Scenario,
)

__all__ = ["SCENARIO_KEYS", "MapReader", "ScenarioReader", "scenario_mapping"]

SCENARIO_KEYS = (
    "cases",
    "seed",
    "models",
    "cases_per_hour",
    "outbox",
    "inbox",
    "watchdog",
    "redrive",
    "standby",
    "warm_up",
    "replications",
    "faults",
    "new_version",
)
_MOST_SEED = 2**63 - 1
_MOST_CASES_AN_HOUR = 1e9
_BLANK = Scenario()

type MapReader = Callable[[Block], Definition | None]
"""Reads the map under the key ``map`` of a block; None where it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioReader:
    """Reads the block. ``definition`` is None where the file's map cannot be read; names of steps
    and participants are then taken as they are."""

    definition: Definition | None
    read_map: MapReader

    def read(self, block: Block) -> Scenario:
        """The scenario; what the block leaves out takes its default."""
        cases_per_hour = parse_amount(0.001, _MOST_CASES_AN_HOUR)
        return Scenario(
            cases=block.value("cases", parse_whole(1, MAX_CASES), _BLANK.cases),
            seed=block.value("seed", parse_whole(0, _MOST_SEED), _BLANK.seed),
            models=_models(block) or _BLANK.models,
            cases_per_hour=block.value("cases_per_hour", cases_per_hour, None),
            faults=tuple(self._faults(block)),
            outbox=block.value("outbox", parse_flag, _BLANK.outbox),
            inbox=block.value("inbox", parse_flag, _BLANK.inbox),
            warm_up=block.value("warm_up", parse_whole(0, MAX_CASES), _BLANK.warm_up),
            replications=block.value(
                "replications", parse_whole(1, MAX_REPLICATIONS), _BLANK.replications
            ),
            new_version=self._new_version(block),
            watchdog=block.value("watchdog", parse_duration, None),
            redrive=block.value("redrive", parse_duration, None),
            standby=block.value("standby", parse_duration, None),
        )

    def _faults(self, block: Block) -> Iterator[Fault]:
        for item in block.blocks("faults", "fault"):
            item.allow(("kind", *FIELDS))
            if "kind" not in item:
                item.problem("", "needs kind")
            kind = item.value("kind", parse_choice(FaultKind), None)
            given = dict(self._fault_values(item))
            if kind is not None:
                yield Fault(kind=kind, **given)

    def _fault_values(self, item: Block) -> Iterator[tuple[str, Any]]:
        known = self._known_names()
        for name, (parse, _) in FIELDS.items():
            if name in item:
                value = item.value(name, known.get(name, parse), None)
                if value is not None:
                    yield name, value

    def _known_names(self) -> dict[str, Callable[[str], Any]]:
        """How to read fields that name something of the map, where there is a map."""
        if self.definition is None:
            return {}
        return {
            "step": parse_known(tuple(step.id for step in self.definition.steps)),
            "participant": parse_known(tuple(self.definition.participants_by_id)),
        }

    def _new_version(self, block: Block) -> NewVersion | None:
        inner = block.block("new_version")
        if inner is None:
            return None
        inner.allow(("map", "at", "migrate", "mapping"))
        for key in ("map", "at"):
            if key not in inner:
                inner.problem("", f"needs {key}")
        definition = self.read_map(inner) if "map" in inner else None
        at = inner.value("at", parse_duration, None)
        migrate = inner.value("migrate", parse_flag, False)
        mapping = inner.block("mapping")
        names = {str(key): mapping.text(str(key)) for key in mapping.data} if mapping else {}
        if definition is None or at is None:
            return None
        return NewVersion(definition=definition, at=at, migrate=migrate, mapping=names)


def _models(block: Block) -> tuple[OrchestrationModel, ...]:
    return tuple(dict.fromkeys(each(block, "models", parse_choice(OrchestrationModel))))


def scenario_mapping(scenario: Scenario, definition: Definition) -> CommentedMap:
    """The scenario as ``ScenarioReader`` reads it back. Left out are faults at steps and
    participants that the map no longer has, and the boundary, which is computed."""
    return without_blanks(
        {
            "cases": scenario.cases,
            "seed": scenario.seed,
            "models": flowing(CommentedSeq(model.value for model in scenario.models)),
            "cases_per_hour": plain(scenario.cases_per_hour),
            "outbox": scenario.outbox,
            "inbox": scenario.inbox,
            "watchdog": _duration(scenario.watchdog),
            "redrive": _duration(scenario.redrive),
            "standby": _duration(scenario.standby),
            "warm_up": scenario.warm_up or None,
            "replications": scenario.replications if scenario.replications > 1 else None,
            "faults": [_fault(f) for f in scenario.faults if _has_place(f, definition)],
            "new_version": scenario.new_version and _version(scenario.new_version),
        }
    )


def _duration(seconds: float | None) -> str | None:
    return None if seconds is None else format_duration(seconds)


def _has_place(fault: Fault, definition: Definition) -> bool:
    step, participant = fault.step, fault.participant
    return (step is None or step in definition.by_id) and (
        participant is None or participant in definition.participants_by_id
    )


def _fault(fault: Fault) -> CommentedMap:
    values = {name: _written(value) for name, value in fault_values(fault).items()}
    return flowing(CommentedMap(kind=fault.kind.value, **values))


def _written(value: str) -> str | int:
    """Numbers without quotation marks."""
    return int(value) if value.isdecimal() else value


def _version(new: NewVersion) -> CommentedMap:
    return without_blanks(
        {
            "at": format_duration(new.at),
            "migrate": new.migrate,
            "mapping": CommentedMap(new.mapping),
            "map": to_mapping(new.definition),
        }
    )
