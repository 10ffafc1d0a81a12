"""A small map for each thing that a map can say, and maps of any things, to try every format on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from tests.proof.maps import maps
from tests.workflows.definition.nested import nested_maps
from tests.workflows.formats.maps import chains
from workflows.definition.model import Definition
from workflows.formats.features import Feature
from workflows.formats.yaml import read

__all__ = ["SPECIMENS", "any_maps"]


def _between(nodes: str, flows: str, rest: str = "") -> Definition:
    """A map that begins at ``s`` and ends at ``e``."""
    text = f"""
id: specimen
name: Specimen
{rest}
nodes:
  - {{id: s, kind: start}}
{nodes}
  - {{id: e, kind: end}}
flows:
{flows}
"""
    return read(text.encode()).definition


def _step(said: str = "", rest: str = "") -> Definition:
    """A map of one step."""
    return _between(f"  - {{id: a, name: Step{said}}}", "  - s -> a -> e", rest)


def _event(said: str) -> Definition:
    """A map of one intermediate event."""
    return _between(f"  - {{id: a, {said}}}", "  - s -> a -> e")


def _gateway(kind: str, *, flows: str = "") -> Definition:
    return _between(
        f"  - {{id: split, kind: {kind}}}\n  - {{id: a}}\n  - {{id: b}}\n"
        f"  - {{id: join, kind: {kind}}}",
        flows or "  - s -> split -> a -> join -> e\n  - split -> b -> join",
    )


def _scope(kind: str, *, said: str = "", inside: str = "", after: str = "") -> Definition:
    nodes = f"""  - id: a
    kind: {kind}{said}
    nodes:
      - {{id: in, kind: start}}
      - {{id: work}}
{inside}
      - {{id: out, kind: end}}
    flows:
      - in -> work -> out
{after}"""
    return _between(nodes, "  - s -> a -> e")


_TWO_WAYS = """\
  - s -> split
  - {{from: split, to: a{}}}
  - {{from: split, to: b{}}}
  - a -> join -> e
  - b -> join"""

_TWO_PROCESSES = """\
  - {id: a, kind: send-task}
  - {id: other, kind: start, event: message, ref: order, process: shop}
  - {id: b, process: shop}"""

SPECIMENS: Mapping[Feature, Definition] = {
    Feature.TASK: _step(),
    Feature.USER_TASK: _step(", kind: user-task"),
    Feature.SEND_TASK: _step(", kind: send-task, ref: order"),
    Feature.RECEIVE_TASK: _step(", kind: receive-task, ref: order, wait: 2h"),
    Feature.DECISION: _gateway("decision"),
    Feature.PARALLEL: _gateway("parallel"),
    Feature.INCLUSIVE: _gateway("inclusive"),
    Feature.EVENT_BASED: _between(
        "  - {id: split, kind: event-based}\n"
        "  - {id: paid, kind: catch, event: message, ref: paid}\n"
        "  - {id: late, kind: catch, timer: 1d}",
        "  - s -> split -> paid -> e\n  - split -> late -> e",
    ),
    Feature.SUB_PROCESS: _scope("sub-process"),
    Feature.EVENT_SUB_PROCESS: _between(
        "  - {id: a}\n  - id: late\n    kind: event-sub-process\n    nodes:\n"
        "      - {id: in, kind: start, event: error, ref: gone}\n      - {id: look}\n"
        "    flows: [in -> look]",
        "  - s -> a -> e",
    ),
    Feature.TRANSACTION: _scope("transaction"),
    Feature.CALL_ACTIVITY: _between(
        "  - {id: a, kind: call-activity, calls: credit}",
        "  - s -> a -> e",
        "called:\n  - {id: credit, name: Credit, nodes: [{id: ask}], flows: []}",
    ),
    Feature.STANDARD_LOOP: _step(", loop: {kind: standard, maximum: 3, again: 20%}"),
    Feature.MULTI_INSTANCE: _step(", loop: {kind: parallel, count: 4}"),
    Feature.COMPENSATION: _between(
        "  - {id: a, effect: {compensation: undo}}\n  - {id: undo, kind: compensation}",
        "  - s -> a -> e",
    ),
    Feature.TIMER: _event("kind: catch, timer: 90s"),
    Feature.MESSAGE: _event("kind: catch, event: message, ref: paid, wait: 2h"),
    Feature.SIGNAL: _event("kind: throw, event: signal, ref: news"),
    Feature.ERROR: _between(
        "  - {id: a}\n  - {id: b, kind: boundary, attached_to: a, event: error, ref: gone}\n"
        "  - {id: f, kind: end, event: error, ref: gone}",
        "  - s -> a -> e\n  - b -> f",
    ),
    Feature.ESCALATION: _event("kind: throw, event: escalation, ref: slow"),
    Feature.CONDITIONAL: _event("kind: catch, event: conditional, condition: total > 5"),
    Feature.LINK: _between(
        "  - {id: out, kind: throw, event: link, ref: far}\n"
        "  - {id: in, kind: catch, event: link, ref: far}",
        "  - s -> out\n  - in -> e",
    ),
    Feature.TERMINATE: _between(
        "  - {id: split, kind: parallel}\n  - {id: a}\n  - {id: t, kind: end, event: terminate}",
        "  - s -> split -> a -> e\n  - split -> t",
    ),
    Feature.CANCEL: _between(
        "  - id: a\n    kind: transaction\n    nodes:\n      - {id: in, kind: start}\n"
        "      - {id: out, kind: end, event: cancel}\n    flows: [in -> out]\n"
        "  - {id: gone, kind: boundary, attached_to: a, event: cancel}",
        "  - s -> a -> e\n  - gone -> e",
    ),
    Feature.COMPENSATION_EVENT: _between(
        "  - {id: a, effect: {compensation: undo}}\n  - {id: undo, kind: compensation}\n"
        "  - {id: back, kind: throw, event: compensation, ref: a}",
        "  - s -> a -> back -> e",
    ),
    Feature.BOUNDARY: _between(
        "  - {id: a}\n  - {id: late, kind: boundary, attached_to: a, timer: 1h}",
        "  - s -> a -> e\n  - late -> e",
    ),
    Feature.NON_INTERRUPTING: _between(
        "  - {id: a}\n  - {id: late, kind: boundary, attached_to: a, timer: 1h, interrupting: no}\n"
        "  - {id: tell}",
        "  - s -> a -> e\n  - late -> tell",
    ),
    Feature.CONDITION: _gateway(
        "decision", flows=_TWO_WAYS.format(", condition: total > 5", ", condition: total <= 5")
    ),
    Feature.PROBABILITY: _gateway(
        "decision", flows=_TWO_WAYS.format(", probability: 70%", ", probability: 30%")
    ),
    Feature.DEFAULT_FLOW: _gateway(
        "decision", flows=_TWO_WAYS.format(", condition: total > 5", ", default: yes")
    ),
    Feature.PARTICIPANT: _step(", participant: shop", "participants: [{id: shop, name: Shop}]"),
    Feature.PARTICIPANT_FACTS: _step(
        ", participant: shop",
        "participants:\n"
        "  - {id: shop, name: Shop, kind: external, team: Sales, concurrency: 3, capacity: 50}",
    ),
    Feature.DOCUMENTATION: _step(", documentation: Look twice."),
    Feature.CONSISTENCY: _step(", consistency: immediate"),
    Feature.EFFECT: _step(", effect: {idempotent: yes}"),
    Feature.DURATION: _step(", duration: {mean: 200ms, p95: 900ms}"),
    Feature.FAILURE: _step(", failure: {transient: 1%, permanent: 0.1%}"),
    Feature.BUSINESS_ERROR: _step(", failure: {errors: {declined: 5%, no carrier: 1%}}"),
    Feature.RETRY: _step(
        ", retry: {max_attempts: 4, initial_interval: 1s, backoff: 2, max_interval: 60s}"
    ),
    Feature.TIMEOUT: _step(", timeout: 5s"),
    Feature.ON_FAILURE: _step(", on_failure: continue"),
    Feature.DEADLINE: _step(", kind: user-task, deadline: 2d, escalation: head"),
    Feature.SIDE: _step(", side: event-driven"),
    Feature.ASSUMED: _step(),
    Feature.DATA_FLOW: _between(
        "  - {id: a}\n  - {id: b}",
        "  - s -> a -> b -> e",
        "data_flows:\n  - {name: order, from: a, to: b, classification: personal}",
    ),
    Feature.MESSAGE_FLOW: _between(
        _TWO_PROCESSES, "  - s -> a -> e\n  - other -> b", "message_flows: [a -> other]"
    ),
    Feature.VARIABLE: _step(
        "",
        "variables:\n  - {name: total, type: number, low: 5, high: 900}\n"
        "  - {name: paid, type: boolean, choices: {true: 98%, false: 2%}, source: a}",
    ),
    Feature.PROCESSES: _between(_TWO_PROCESSES, "  - s -> a -> e\n  - other -> b"),
    Feature.SLA: _step("", "sla: 10m"),
    Feature.VOLUME: _step("", "volume: {now: 1200, expected: 4000, peak: 3}"),
    Feature.FOREIGN: _step(', foreign: {whiteboard: "{\\"colour\\": \\"red\\"}"}'),
}
"""The map of each feature uses as little else as it can."""


def any_maps() -> st.SearchStrategy[Definition]:
    """Any map that a reader could give: grown ones that run, nested ones, chains with any cells
    under any names, and such with words that formats use themselves."""
    grown = st.one_of(maps(), nested_maps(), chains())
    return st.one_of(grown, st.builds(_renamed, grown, st.sampled_from(_NAMES)))


_NAMES = ("", "->", "a: b # c", "<b>&amp;</b>", '"]; end', "{% $x %}", "$.x", "ü\u202e" * 60, "end")


def _renamed(definition: Definition, name: str) -> Definition:
    nodes = (replace(node, name=f"{name} {node.id}".strip()) for node in definition.nodes)
    return replace(definition, name=name or "m", nodes=tuple(nodes))
