"""A definition as a state machine in Amazon States Language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from workflows.definition.findings import DefinitionError, Finding, Severity
from workflows.definition.model import Definition, Node, NodeKind
from workflows.formats.asl.choices import build_choice
from workflows.formats.asl.event_output import build_catch, build_end, build_race, build_throw
from workflows.formats.asl.foreign import foreign_data, json_text
from workflows.formats.asl.forks import build_fork
from workflows.formats.asl.kept import kept_features
from workflows.formats.asl.loading import load
from workflows.formats.asl.machines import Builder, Machine, Writer
from workflows.formats.asl.read import name_of_machine, read
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.requirements import seconds
from workflows.formats.asl.saga import finish
from workflows.formats.asl.scope_output import build_scope, scope_machine
from workflows.formats.asl.step_output import build_call, build_step, step_state
from workflows.formats.asl.supports import SUPPORTS
from workflows.formats.features import Feature
from workflows.formats.support import losses_of, lost
from workflows.formats.writing import Writing

__all__ = ["write", "write_yaml"]

_MOST_NAMED = 5
_LABEL = "Amazon States Language"
# https://yaml.org/type/bool.html, int.html, float.html, timestamp.html, merge.html
_IN_YAML_1_1 = re.compile(
    r"(?i:y|n|yes|no|on|off)|[-+]?[0-9][0-9_:.]*|[-+]?0[xb][0-9a-f_]+|"
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|<<|=",
    re.ASCII,
)


def _undo(writer: Writer, region: Region, node: Node) -> State:
    if node.is_scope and node.kind is not NodeKind.CALL_ACTIVITY:
        return scope_machine(writer, region, node)[0]
    return step_state(writer, node)


_BUILDERS: Mapping[NodeKind, Builder] = {
    NodeKind.END: build_end,
    NodeKind.TASK: build_step,
    NodeKind.USER_TASK: build_step,
    NodeKind.SEND_TASK: build_step,
    NodeKind.RECEIVE_TASK: build_step,
    NodeKind.COMPENSATION: build_step,
    NodeKind.SUB_PROCESS: build_scope,
    NodeKind.TRANSACTION: build_scope,
    NodeKind.EVENT_SUB_PROCESS: build_scope,
    NodeKind.CALL_ACTIVITY: build_call,
    NodeKind.DECISION: build_choice,
    NodeKind.EVENT_BASED: build_race,
    NodeKind.CATCH: build_catch,
    NodeKind.THROW: build_throw,
}


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The definition as JSON. ``base`` is the file that the map came from: its indentation stays,
    and what it says at the top beside the states."""
    machine, losses = _machine(definition, base)
    text = json_text(machine, _indent(base))
    return Writing(content=f"{text}\n".encode(), losses=losses)


def write_yaml(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The same as YAML."""
    machine, losses = _machine(definition, base)
    yaml = YAML()
    yaml.width, yaml.allow_unicode = 4096, True
    text = StringIO()
    yaml.dump(_quoted(machine), text)
    return Writing(content=text.getvalue().encode(), losses=losses)


def _quoted(value: Any) -> Any:
    """The same data with quotes round texts that YAML 1.1, which AWS's tools read, takes for
    something else: yes, 010, 1:30, 2026-01-01."""
    if isinstance(value, Mapping):
        return {_quoted(key): _quoted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_quoted(one) for one in value]
    ambiguous = isinstance(value, str) and _IN_YAML_1_1.fullmatch(value)
    return SingleQuotedScalarString(value) if ambiguous else value


def _indent(base: bytes | None) -> int | None:
    if base is None:
        return 2
    match = re.match(rb"\s*\{\r?\n( +)\S", base)
    if match:
        return len(match[1])
    return None if b"\n" not in base.strip() else 2


def _machine(definition: Definition, base: bytes | None) -> tuple[Machine, tuple[Finding, ...]]:
    top = _top(definition, base)
    jsonata = top.get("QueryLanguage") == "JSONata"
    writer = Writer(definition, jsonata, _BUILDERS, build_fork, finish, _undo)
    processes = list(dict.fromkeys(node.process for node in definition.nodes))
    machine = writer.scope(None, processes[0] if processes else "")
    if len(processes) > 1:
        machine = _together(writer, processes, machine)
    whole = {**{key: top[key] for key in top if key != "States"}, **machine}
    return whole, _losses(writer, whole)


def _together(writer: Writer, processes: Sequence[str], first: Machine) -> Machine:
    """Several processes as branches of one Parallel state."""
    rest = [writer.scope(None, process) for process in processes[1:]]
    name = writer.names.new("All processes")
    message = "One file is one state machine: the processes became branches of a Parallel"
    writer.lose("", f"{message}, without the messages between them.", Feature.PROCESSES)
    state = {"Type": "Parallel", "Branches": [first, *rest], "End": True}
    return {"StartAt": name, "States": {name: state}}


def _top(definition: Definition, base: bytes | None) -> dict[str, Any]:
    """What stands beside the states: as in the file the map came from, with its name and its
    limit as they are now."""
    kept = {**_base_top(base), **foreign_data(definition)}
    found = {key: value for key, value in kept.items() if key not in ("StartAt", "States")}
    if name_of_machine(found) != definition.name:
        found = {"Comment": definition.name, **{k: v for k, v in found.items() if k != "Comment"}}
    if seconds(found, "TimeoutSeconds") is not None:
        if definition.sla is None:
            del found["TimeoutSeconds"]
        elif seconds(found, "TimeoutSeconds") != definition.sla:
            found["TimeoutSeconds"] = max(1, round(definition.sla))
    return found


def _base_top(base: bytes | None) -> dict[str, Any]:
    if base is None:
        return {}
    try:
        data = load(base).data
    except DefinitionError:
        return {}
    return {key: value for key, value in data.items() if key not in ("StartAt", "States")}


def _losses(writer: Writer, machine: Machine) -> tuple[Finding, ...]:
    """What the file does not say: nothing where reading it gives the same map."""
    definition = writer.definition
    _tell_of_resources(writer)
    _tell_of_left_out(writer)
    try:
        back = read(json_text(machine).encode()).definition
    except DefinitionError:
        return (*writer.losses, *losses_of(definition, SUPPORTS, _LABEL, told=writer.told))
    if back == definition:
        return tuple(writer.losses)
    told = writer.told | kept_features(definition, back, writer.own)
    return (*writer.losses, *losses_of(definition, SUPPORTS, _LABEL, told=told))


def _tell_of_resources(writer: Writer) -> None:
    """One finding for all steps of which the map does not say what AWS resource performs them."""
    names = [f"“{name}”" for name in writer.unnamed.values()]
    if not names:
        return
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    message = f"The map does not say which resource performs {', '.join(names[:_MOST_NAMED])}{more}"
    first = next(iter(writer.unnamed))
    told = f"{message}; the file calls functions and queues named after participant and step."
    found = lost(first, told, mend="Fill in the ${…} when you deploy it.", severity=Severity.LOW)
    writer.losses.insert(0, found)


def _tell_of_left_out(writer: Writer) -> None:
    """What nothing in the file leads to."""
    definition = writer.definition
    for node in definition.nodes:
        if node.id in writer.used or node.id not in writer.own or _is_inside_left_out(writer, node):
            continue
        shown = node.name or node.id
        if node.is_handler:
            message = f"Nothing in the file leads to “{shown}”: no step compensates when it fails"
            writer.lose(node.id, f"{message}.", Feature.COMPENSATION)
        elif node.kind not in (NodeKind.END, NodeKind.EVENT_SUB_PROCESS):
            message = f"Nothing in the file leads to “{shown}”; it is left out"
            writer.lose(node.id, f"{message}.")


def _is_inside_left_out(writer: Writer, node: Node) -> bool:
    scope = writer.definition.by_id.get(node.parent or "")
    return scope is not None and scope.id in writer.own and scope.id not in writer.used
