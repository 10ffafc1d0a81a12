"""Decisions as Choice states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflows.definition.model import Flow, Node
from workflows.formats.asl.foreign import foreign_data
from workflows.formats.asl.machines import Writer
from workflows.formats.asl.naming import label
from workflows.formats.asl.placeholders import key_of
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.rule_output import condition_rule, jsonata_rule
from workflows.formats.asl.rules import condition_of, words_of
from workflows.formats.asl.state_output import commented, kept_state
from workflows.formats.features import Feature

__all__ = ["build_choice", "flow_rule", "loop_rule"]

type Rule = dict[str, Any]


def build_choice(writer: Writer, region: Region, node: Node, name: str) -> None:
    """The Choice of a decision; its last flow without a condition is the default."""
    flows = list(writer.definition.outgoing[node.id])
    default = _default(flows)
    asked = [flow for flow in flows if flow is not default]
    state: State = kept_state(writer, node, "Choice") or {"Type": "Choice"}
    state.pop("Default", None)
    rules = [flow_rule(writer, flow, (), node) for flow in asked]
    if not _one_language(writer, state, asked, rules):
        rules = [flow_rule(writer, flow, (), node, jsonata=True) for flow in asked]
        state["QueryLanguage"] = "JSONata"
    for flow, rule in zip(asked, rules, strict=True):
        rule["Next"] = writer.needed(region, writer.go(region, flow.target))
    state["Choices"] = rules
    if default is not None:
        state["Default"] = writer.needed(region, writer.go(region, default.target))
    region.states[name] = commented(node, state)


def _default(flows: Sequence[Flow]) -> Flow | None:
    for flow in flows:
        if flow.default:
            return flow
    open_ended = [flow for flow in flows if not flow.condition and not foreign_data(flow)]
    return open_ended[-1] if open_ended else None


def _one_language(
    writer: Writer, state: State, flows: Sequence[Flow], rules: Sequence[Rule]
) -> bool:
    """Whether the rules fit the state: a Choice in JSONPath cannot hold a new JSONata one."""
    if writer.jsonata or state.get("QueryLanguage") == "JSONata":
        return True
    before = [foreign_data(flow).get("Condition") for flow in flows]
    return all(rule.get("Condition") == own for rule, own in zip(rules, before, strict=True))


def flow_rule(
    writer: Writer,
    flow: Flow,
    others: Sequence[Flow],
    node: Node | None = None,
    *,
    jsonata: bool = False,
) -> Rule:
    """The rule of a flow without its Next: the original one where it says the flow's condition,
    else a new one. The default among ``others`` holds where none of them does."""
    original = foreign_data(flow)
    if original and condition_of(original) == flow.condition and not jsonata:
        return _named(original, flow)
    language = jsonata or writer.jsonata or (node and _speaks_jsonata(node))
    condition = flow.condition
    if not condition and flow.default:
        told = [other.condition for other in others]
        condition = f"not ({' or '.join(f'({one})' for one in told)})" if all(told) else ""
    rule = None if language else condition_rule(condition, writer.variables)
    rule = rule or (jsonata_rule(condition, writer.variables) if condition else None)
    if rule is not None:
        return _named(rule, flow)
    return _named(_placeholder(writer, flow, bool(language)), flow)


def _speaks_jsonata(node: Node) -> bool:
    return foreign_data(node).get("QueryLanguage") == "JSONata"


def _placeholder(writer: Writer, flow: Flow, jsonata: bool) -> Rule:
    """A rule that asks the input which way to go, for a flow whose condition nobody has stated."""
    wanted = label(flow.name) or flow.target
    key = key_of(flow.source)
    what = (
        "has no condition" if not flow.condition else f"asks `{flow.condition}`, which no rule can"
    )
    message = f"The flow “{wanted}” {what}; the Choice asks whether `$.choices.{key}` is '{wanted}'"
    features = () if flow.condition else (Feature.PROBABILITY,)
    writer.lose(flow.id, f"{message}.", *features)
    if jsonata:
        quoted = wanted.replace("'", "’")
        return {"Condition": f"{{% $states.input.choices.{key} = '{quoted}' %}}"}
    return {"Variable": f"$.choices.{key}", "StringEquals": wanted}


def _named(rule: Rule, flow: Flow) -> Rule:
    """The rule with the flow's name as its comment, where the rule does not read like that."""
    found = dict(rule)
    if words_of(found) != flow.name:
        found.pop("Comment", None)
        if flow.name and words_of(found) != flow.name:
            found["Comment"] = flow.name
    return found


def loop_rule(writer: Writer, node: Node) -> Rule:
    """The rule by which a node is done once more."""
    condition = node.loop.condition if node.loop else ""
    rule = None if writer.jsonata else condition_rule(condition, writer.variables)
    rule = rule or (jsonata_rule(condition, writer.variables) if condition else None)
    if rule is not None:
        return rule
    key = key_of(node.id)
    message = f"Whether “{node.name or node.id}” is done again is asked of `$.again.{key}`."
    writer.lose(node.id, message, Feature.STANDARD_LOOP)
    if writer.jsonata:
        return {"Condition": f"{{% $states.input.again.{key} = true %}}"}
    return {"Variable": f"$.again.{key}", "BooleanEquals": True}
