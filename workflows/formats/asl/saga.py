"""Undoing what was done, in reverse order, by states to which failures are caught.

ASL has no compensation. Each region (the whole, or a branch) gets one chain of the states that
undo its steps, the last done first. A step that compensates on failure is caught into the chain
behind the steps that come after it; where a step need not have been done before, a Choice asks
for its result and goes past. A step that timed out may have been done all the same and is undone
as well. Of several branches, one that fails undoes what it did and leaves a mark, and a Choice
behind them undoes what the others did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflows.definition.model import Node
from workflows.formats.asl.catch_output import catcher
from workflows.formats.asl.foreign import foreign_data
from workflows.formats.asl.machines import Writer, fork_key
from workflows.formats.asl.region import Done, Failing, Region, State
from workflows.formats.asl.retrying import ALL, TIMEOUT
from workflows.formats.features import Feature

__all__ = ["after_branches", "catch_inside", "finish", "scope_done", "undone"]

_COMPENSATED = "Compensated"


def after_branches(
    writer: Writer, region: Region, node: Node, inners: Sequence[Region], onward: str | None
) -> str | None:
    """What follows branches: where one may have failed, a Choice that asks for its mark."""
    if not any(inner.undoing for inner in inners):
        return onward
    name = writer.names.new(f"Did a branch of {node.name or node.id} fail"[:80])
    paths = [f"$.steps.{fork_key(node)}[{number}].failed" for number in range(len(inners))]
    region.states[name] = {
        "Type": "Choice",
        "Choices": [_any_present(paths, jsonata=writer.jsonata)],
        "Default": writer.needed(region, onward),
    }
    region.failing.append(Failing(name, node, asks=True))
    return name


def catch_inside(
    writer: Writer, region: Region, node: Node, name: str, inners: Sequence[Region]
) -> None:
    """What was done before a sub-process is undone as well when it has undone itself."""
    if any(inner.undoing for inner in inners):
        region.failing.append(Failing(name, node))


def scope_done(node: Node, inners: Sequence[Region]) -> list[Done]:
    """What branches have done, as seen from behind them."""
    return [
        Done(f"$.steps.{fork_key(node)}[{number}]{done.path[1:]}", done.step, done.handler, node.id)
        for number, inner in enumerate(inners)
        for done in inner.done
    ]


def undone(writer: Writer, region: Region, node: Node, name: str, then: str) -> None:
    """An event of the map that undoes what was done and leads on."""
    region.states[name] = {"Type": "Pass"}
    region.failing.append(Failing(name, node, then=then))


def finish(writer: Writer, region: Region) -> None:
    """Adds the chains of a region whose states are all built."""
    order = region.graph.order
    done = sorted(region.done, key=lambda one: order.get(one.at, 0))[::-1]
    failing = [one for one in region.failing if not one.then]
    if failing:
        region.undoing = True
        _Chain(writer, region, done, failing, _final(writer, region)).build()
    for one in region.failing:
        if one.then:
            ref = one.node.ref
            wanted = [item for item in done if not ref or ref in (item.step.id, item.at)]
            _Chain(writer, region, wanted, [one], one.then).build()


def _final(writer: Writer, region: Region) -> str:
    """Where a chain ends: the region fails, or leaves a mark that it did."""
    name = writer.names.new("Branch compensated" if region.marks else _COMPENSATED)
    state: State = {"Type": "Fail", "Error": _COMPENSATED, "Cause": "What was done is undone."}
    if region.marks:
        mark = {"failed": True}
        state = {"Type": "Pass", ("Output" if writer.jsonata else "Result"): mark, "End": True}
    region.states[name] = state
    return name


class _Chain:
    """The states that undo what is ``done`` (last first), and the ways into them."""

    def __init__(
        self,
        writer: Writer,
        region: Region,
        done: Sequence[Done],
        failing: Sequence[Failing],
        final: str,
    ) -> None:
        self.writer, self.region, self.final = writer, region, final
        self.failing = failing
        first = {one.name: self._first(one, done) for one in failing}
        used = min(first.values(), default=0)
        own = [self._own(one, done) for one in failing]
        used = min([used, *(at for at in own if at is not None)])
        self.done = list(done[used:])
        self.first = {name: at - used for name, at in first.items()}
        self.entries: list[str] = []
        self.undoing: list[str] = []

    def _first(self, failing: Failing, done: Sequence[Done]) -> int:
        """The first item that was done before; everything, where it may come round again."""
        graph = self.region.graph
        if failing.node.id in graph.loops:
            return 0
        here = graph.order.get(failing.node.id, 0)
        inside = failing.asks
        for number, item in enumerate(done):
            at = graph.order.get(item.at, 0)
            if at < here or (inside and at == here):
                return number
        return len(done)

    def _own(self, failing: Failing, done: Sequence[Done]) -> int | None:
        found = [number for number, item in enumerate(done) if item.step is failing.node]
        return found[0] if found and not failing.then else None

    def build(self) -> None:
        """Adds the states, last done first, and leads into them."""
        following = self.final
        for number in range(len(self.done) - 1, -1, -1):
            following = self._item(number, following)
            self.entries.insert(0, following)
        self.entries.append(self.final)
        for failing in self.failing:
            self._enter(failing)

    def _item(self, number: int, following: str) -> str:
        item, writer = self.done[number], self.writer
        wanted = writer.own[item.handler.id]
        name = writer.names.new(wanted) if item.handler.id in writer.used else wanted
        writer.used.add(item.handler.id)
        state = writer.undo(writer, self.region, item.handler)
        self.region.states[name] = {**state, "Next": following}
        self.undoing.insert(0, name)
        if not self._is_doubtful(number):
            return name
        if foreign_data(item.step):
            message = (
                f"Whether “{item.step.name or item.step.id}” was done is asked of `{item.path}`"
            )
            writer.lose(item.step.id, f"{message}; see that its result stands there.")
        guard = writer.names.new(f"Was {item.step.name or item.step.id} done"[:80])
        rule = {**_any_present([item.path], jsonata=writer.jsonata), "Next": name}
        self.region.states[guard] = {"Type": "Choice", "Choices": [rule], "Default": following}
        return guard

    def _is_doubtful(self, number: int) -> bool:
        """Whether a case may come by here without having done it."""
        item, graph = self.done[number], self.region.graph
        if item.at != item.step.id:
            return True
        for failing in self.failing:
            if self.first[failing.name] <= number:
                before = graph.always_before(failing.node.id)
                if item.at not in before:
                    return True
        return False

    def _enter(self, failing: Failing) -> None:
        state = self.region.states[failing.name]
        entry = self.entries[self.first[failing.name]]
        self._tell(failing)
        if failing.then:
            state["Next"] = entry
        elif failing.asks:
            state["Choices"][0]["Next"] = entry
        else:
            self._catch(state, failing, entry)

    def _catch(self, state: State, failing: Failing, entry: str) -> None:
        jsonata = self.writer.jsonata
        catchers: list[Any] = list(state.get("Catch", ()))
        own = self._own(failing, self.done)
        told = {code for one in catchers for code in one["ErrorEquals"]}
        if own is not None and "TimeoutSeconds" in state and TIMEOUT not in told:
            catchers.append(catcher([TIMEOUT], self.undoing[own], jsonata=jsonata))
        codes = [ALL] if failing.node.is_step else [_COMPENSATED]
        if ALL in told:
            catchers.insert(0, catcher(codes, entry, jsonata=jsonata))
        else:
            catchers.append(catcher(codes, entry, jsonata=jsonata))
        state["Catch"] = catchers

    def _tell(self, failing: Failing) -> None:
        node, undone = failing.node, self.done[self.first[failing.name] :]
        shown = node.name or node.id
        when = f"At `{shown}`" if failing.asks or failing.then else f"When “{shown}” fails"
        names = [f"“{one.handler.name or one.handler.id}”" for one in undone]
        what = "nothing is to be undone before the end"
        if len(names) == 1:
            what = f"{names[0]} undoes what was done"
        elif names:
            what = f"{', '.join(names)} undo what was done, in this order"
        message = f"{when}, {what}: ASL has no compensation, so these are states after a Catch."
        self.writer.lose(
            node.id, message, Feature.COMPENSATION, Feature.COMPENSATION_EVENT, low=True
        )


def _any_present(paths: Sequence[str], *, jsonata: bool) -> dict[str, Any]:
    if jsonata:
        asked = " or ".join(f"$exists($states.input{path[1:]})" for path in paths)
        return {"Condition": f"{{% {asked} %}}"}
    rules = [{"Variable": path, "IsPresent": True} for path in paths]
    return rules[0] if len(rules) == 1 else {"Or": rules}
