"""The scenario that `podium simulate` is asked to run: the file's, changed by the options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from config.commands.exits import InputError
from workflows.definition.model import Definition, OrchestrationModel
from workflows.definition.quantities import parse_duration
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.outcome import CaseVerdict
from workflows.sandbox.pairing import BAD_ENDINGS
from workflows.sandbox.scenario import Fault, NewVersion, Scenario

__all__ = ["changed_scenario", "wanted_verdicts"]

_TAKEN_AS_GIVEN = ("cases", "seed", "cases_per_hour", "warm_up", "replications")
_SWITCHES = ("outbox", "inbox")


type MapLoader = Callable[[Path], Definition]
"""Reads the map in a file; raises ``InputError``."""


def changed_scenario(given: Scenario, options: argparse.Namespace, load_map: MapLoader) -> Scenario:
    """The file's scenario with what the options say.

    Raises ``InputError`` with a line for each option that cannot be read.
    """
    reader = _Reader()
    new_version = _new_version(reader, options, load_map)
    named = {name: getattr(options, name) for name in (*_TAKEN_AS_GIVEN, *_SWITCHES)}
    changed = replace(
        given,
        **{name: value for name, value in named.items() if value is not None},
        models=reader.read("--models", options.models, _models, given.models),
        watchdog=reader.read("--watchdog", options.watchdog, _time, given.watchdog),
        redrive=reader.read("--redrive", options.redrive, _time, given.redrive),
        standby=reader.read("--standby", options.standby, _time, given.standby),
        faults=(*(() if options.no_faults else given.faults), *reader.faults(options.fault)),
        new_version=new_version or given.new_version,
    )
    reader.finish()
    return changed


def wanted_verdicts(text: str | None) -> tuple[CaseVerdict, ...]:
    """The verdicts that ``--shrink`` looks for.

    Raises ``InputError`` for one that does not exist.
    """
    reader = _Reader()
    found = reader.read("--verdict", text, _verdicts, BAD_ENDINGS)
    reader.finish()
    return found


class _Reader:
    """Reads options one by one and remembers what is wrong with any."""

    def __init__(self) -> None:
        self._wrong: list[str] = []

    def read[Value, Default](
        self, name: str, text: str | None, parse: Callable[[str], Value], default: Default
    ) -> Value | Default:
        if text is None:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self._wrong.append(f"{name}: {error}")
            return default

    def faults(self, texts: list[str]) -> Iterator[Fault]:
        for number, text in enumerate(texts, start=1):
            fault = self.read(f"--fault {number}", text, parse_fault, None)
            if fault is not None:
                yield fault

    def refuse(self, line: str) -> None:
        self._wrong.append(line)

    def finish(self) -> None:
        if self._wrong:
            raise InputError(*self._wrong)


def _new_version(
    reader: _Reader, options: argparse.Namespace, load_map: MapLoader
) -> NewVersion | None:
    if options.new_version is None:
        for name in ("at", "migrate", "renamed"):
            if getattr(options, name):
                reader.refuse(f"--{name}: belongs to --new-version; add it")
        return None
    if options.at is None:
        reader.refuse("--new-version: needs --at, the time at which it goes live")
    pairs = [reader.read("--renamed", text, _pair, ("", "")) for text in options.renamed]
    return NewVersion(
        definition=load_map(options.new_version),
        at=reader.read("--at", options.at, parse_duration, 0.0),
        migrate=options.migrate,
        mapping=dict(pairs),
    )


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise ValueError(f"must be OLD=NEW, got {text!r}")
    return old, new


def _time(text: str) -> float | None:
    return None if text == "off" else parse_duration(text)


def _models(text: str) -> tuple[OrchestrationModel, ...]:
    known = [model.value for model in OrchestrationModel]
    return tuple(OrchestrationModel(name) for name in _names(text, known, "model"))


def _verdicts(text: str) -> tuple[CaseVerdict, ...]:
    known = [verdict.value.replace("_", "-") for verdict in CaseVerdict]
    names = _names(text.replace("_", "-"), known, "verdict")
    return tuple(CaseVerdict(name.replace("-", "_")) for name in names)


def _names(text: str, known: list[str], what: str) -> list[str]:
    """The comma-separated names, each once."""
    names = list(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise ValueError(f"name at least one {what}")
    if wrong := [name for name in names if name not in known]:
        raise ValueError(f"{wrong[0]!r} is no {what}; take some of {','.join(known)}")
    return names
