"""Each type of state as nodes (States Language, "State Types")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workflows.definition.model import EventKind, Loop, LoopKind, NodeKind
from workflows.formats.asl.catching import add_catchers, check_retriers
from workflows.formats.asl.foreign import foreign_pairs
from workflows.formats.asl.intake import Part, is_filled_in_later
from workflows.formats.asl.machine import goto, leave, opened, remainder, start_of, states_of
from workflows.formats.asl.naming import label, long_label
from workflows.formats.asl.remarks import (
    remark_on_choice,
    remark_on_map,
    remark_on_retriers,
    remark_on_task,
    remark_on_wait,
)
from workflows.formats.asl.requirements import requirements_of_state, seconds
from workflows.formats.asl.resources import performer_of
from workflows.formats.asl.rules import condition_of, operators, words_of
from workflows.formats.asl.scope import Scope

__all__ = ["documentation_of", "loop_of", "whole"]

type Reader = Callable[[Part, str, str, Scope], None]
"""Takes a state, its name, its node's id and the scope that it stands in."""

_MOST_ITEMS = 10_000


def fill(machine: Part, scope: Scope) -> str:
    """Reads all states of a machine into a scope; gives the node that it starts with."""
    first = opened(machine, scope)
    for name, part in states_of(machine):
        scope.map.intake.places[scope.ids[name]] = part.path
        kind = part.text("Type")
        if kind in _READERS:
            _READERS[kind](part, name, scope.ids[name], scope)
        elif kind:
            part.problem("Type", f"must be one of {', '.join(_READERS)}; got {kind!r}")
        elif part.data.get("Type") in (None, ""):
            part.problem("", f"has no Type; it is one of {', '.join(_READERS)}")
    return first


def whole(machine: Part, scope: Scope) -> None:
    """A machine with its start and its end."""
    start, ends = start_of(scope), list[str]()
    scope.ending = ends.append
    if first := fill(machine, scope):
        scope.flow(start, first)
    _end(scope, ends)


def _end(scope: Scope, ends: list[str]) -> None:
    if not ends:
        return
    end = scope.helper("end" if scope.parent is None else f"{scope.parent}-end", NodeKind.END)
    for node_id in ends:
        scope.flow(node_id, end)


def documentation_of(state: dict[str, Any]) -> str:
    """The author's own text: the Comment, of a Fail state else its Cause."""
    for key in ("Comment", "Cause"):
        text = state.get(key)
        if isinstance(text, str) and long_label(text):
            return long_label(text)
    return ""


def _kept(part: Part, *taken: str) -> dict[str, Any]:
    """What is kept beside the node; the comment as well where the map changes it."""
    kept = remainder(part.data, *taken)
    comment = part.data.get("Comment")
    if comment is not None and documentation_of({"Comment": comment}) != comment:
        kept["Comment"] = comment
    return kept


def _task(part: Part, name: str, own_id: str, scope: Scope) -> None:
    if part.data.get("Resource") in (None, ""):
        part.problem("", "has no Resource; name what performs it")
    elif not isinstance(part.data["Resource"], dict):
        part.text("Resource")
    part.number("TimeoutSeconds")
    part.number("HeartbeatSeconds")
    check_retriers(part)
    performer = performer_of(part.data, name)
    scope.add(
        own_id,
        name,
        performer.kind,
        participant=scope.map.participant(performer),
        requirements=_requirements(part, performer.kind),
        documentation=documentation_of(part.data),
        foreign=_kept(part, "Catch"),
    )
    remark_on_task(part, own_id, name, performer)
    remark_on_retriers(part, own_id, name)
    add_catchers(part, own_id, scope)
    leave(part, own_id, scope)


def _requirements(part: Part, kind: NodeKind) -> Any:
    return requirements_of_state(part.data, kind)


def _pass(part: Part, name: str, own_id: str, scope: Scope) -> None:
    scope.add(
        own_id,
        name,
        NodeKind.THROW,
        documentation=documentation_of(part.data),
        foreign=_kept(part),
    )
    leave(part, own_id, scope)


def _wait(part: Part, name: str, own_id: str, scope: Scope) -> None:
    part.number("Seconds")
    scope.add(
        own_id,
        name,
        NodeKind.CATCH,
        event=EventKind.TIMER,
        timer=seconds(part.data, "Seconds"),
        documentation=documentation_of(part.data),
        foreign=_kept(part),
    )
    remark_on_wait(part, own_id, name)
    leave(part, own_id, scope)


def _succeed(part: Part, name: str, own_id: str, scope: Scope) -> None:
    """In one of several branches it ends only the branch, so that the join still waits for it."""
    branching = scope.branch
    scope.add(
        own_id,
        name,
        NodeKind.THROW if branching else NodeKind.END,
        documentation=documentation_of(part.data),
        foreign=_kept(part),
    )
    if branching:
        scope.ending(own_id)


def _fail(part: Part, name: str, own_id: str, scope: Scope) -> None:
    error = part.text("Error")
    scope.add(
        own_id,
        name,
        NodeKind.END,
        event=EventKind.ERROR,
        ref="" if is_filled_in_later(error) else label(error),
        documentation=documentation_of(part.data),
        foreign=_kept(part),
    )


def _choice(part: Part, name: str, own_id: str, scope: Scope) -> None:
    scope.add(
        own_id,
        name,
        NodeKind.DECISION,
        documentation=documentation_of(part.data),
        foreign=_kept(part, "Choices", "Default"),
    )
    rules = part.parts("Choices", "rule")
    if not rules and (part.data.get("Choices") is None or part.data["Choices"] == []):
        part.problem("", "has no Choices; add at least one rule")
    for rule in rules:
        if not operators(rule.data):
            rule.problem("", "has a rule that asks nothing; give it a comparison or a Condition")
        elif "Next" not in rule.data:
            rule.problem("", "has a rule without Next; name the state that it leads to")
        elif target := goto(rule, "Next", scope):
            _rule(rule, own_id, target, scope)
    if "Default" in part.data and (target := goto(part, "Default", scope)):
        scope.flow(own_id, target, default=True)
    remark_on_choice(own_id, name, rules, scope)


def _rule(rule: Part, source: str, target: str, scope: Scope) -> None:
    kept = {key: value for key, value in rule.data.items() if key != "Next"}
    scope.flow(
        source,
        target,
        name=words_of(rule.data),
        condition=condition_of(rule.data),
        foreign=foreign_pairs(kept),
    )


def _map(part: Part, name: str, own_id: str, scope: Scope) -> None:
    key = "ItemProcessor" if "ItemProcessor" in part.data else "Iterator"
    processor = part.mapping(key)
    if processor is None and part.data.get(key) is None:
        part.problem("", "has no ItemProcessor; say what is done with each item")
    kept = _kept(part, "Catch")
    if processor is not None:
        kept[key] = remainder(processor.data, "StartAt", "States")
        _keep_comment(processor, kept[key])
    part.number("MaxConcurrency")
    check_retriers(part)
    _sub_process(part, name, own_id, scope, kept, loop_of(part.data))
    remark_on_map(part, own_id, name)
    if processor is not None:
        whole(processor, _inside(name, own_id, scope))


def loop_of(state: dict[str, Any]) -> Loop:
    """How often a Map does its items; only a list written out tells how many."""
    items = state.get("Items")
    count = len(items) if isinstance(items, list) else 0
    one_by_one = state.get("MaxConcurrency") == 1
    kind = LoopKind.SEQUENTIAL if one_by_one else LoopKind.PARALLEL
    return Loop(kind=kind, count=min(count, _MOST_ITEMS)) if count else Loop(kind=kind)


def _parallel(part: Part, name: str, own_id: str, scope: Scope) -> None:
    branches = part.parts("Branches", "branch")
    if not branches:
        part.problem("", "has no Branches; add at least one")
    kept, rests = (
        _kept(part, "Branches", "Catch"),
        [remainder(b.data, "StartAt", "States") for b in branches],
    )
    for branch, rest in zip(branches, rests, strict=True):
        _keep_comment(branch, rest)
    if any(rests):
        kept["Branches"] = rests
    check_retriers(part)
    _sub_process(part, name, own_id, scope, kept, None)
    if len(branches) == 1:
        whole(branches[0], _inside(name, own_id, scope))
    elif branches:
        _fork(branches, own_id, _inside(name, own_id, scope))


def _keep_comment(part: Part, kept: dict[str, Any]) -> None:
    if "Comment" in part.data:
        kept["Comment"] = part.data["Comment"]


def _inside(name: str, own_id: str, scope: Scope) -> Scope:
    return Scope(scope.map, own_id, (*scope.path, label(name)))


def _sub_process(
    part: Part, name: str, own_id: str, scope: Scope, kept: dict[str, Any], loop: Loop | None
) -> None:
    scope.add(
        own_id,
        name,
        NodeKind.SUB_PROCESS,
        documentation=documentation_of(part.data),
        loop=loop,
        foreign=kept,
    )
    remark_on_retriers(part, own_id, name)
    add_catchers(part, own_id, scope)
    leave(part, own_id, scope)


def _fork(branches: tuple[Part, ...], own_id: str, inner: Scope) -> None:
    """Several branches between a fork and a join."""
    start = start_of(inner)
    fork = inner.helper(f"{own_id}-fork", NodeKind.PARALLEL)
    inner.flow(start, fork)
    done: list[str] = []
    for number, part in enumerate(branches, start=1):
        branch = Part(part.data, f"{part.where}, branch {number}", part.path, part.intake)
        done += _branch(branch, number, fork, inner)
    if not done:
        return
    join = inner.helper(f"{own_id}-join", NodeKind.PARALLEL)
    for node_id in done:
        inner.flow(node_id, join)
    _end(inner, [join])


def _branch(branch: Part, number: int, fork: str, inner: Scope) -> list[str]:
    """The node that a branch ends with; several ends come together first, since the join waits
    for each flow that enters it."""
    ends: list[str] = []
    own = Scope(inner.map, inner.parent, inner.path, ending=ends.append, branch=True)
    if first := fill(branch, own):
        inner.flow(fork, first)
    if len(ends) < 2:
        return ends
    merge = inner.helper(f"{inner.parent}-merge-{number}", NodeKind.DECISION)
    for node_id in ends:
        inner.flow(node_id, merge)
    return [merge]


_READERS: Mapping[str, Reader] = {
    "Task": _task,
    "Pass": _pass,
    "Choice": _choice,
    "Wait": _wait,
    "Succeed": _succeed,
    "Fail": _fail,
    "Parallel": _parallel,
    "Map": _map,
}
