"""Writes a map as a Mermaid flowchart, for a README, a wiki or a pull request.

Mermaid draws shapes and arrows and knows no semantics, so everything a map says beyond who does
what in which order is a loss. Syntax: https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.quantities import format_duration, format_share
from workflows.formats.features import Feature
from workflows.formats.support import Level, Support, Supports, full, losses_of
from workflows.formats.writing import Writing

__all__ = ["SUPPORTS", "write"]

_LABEL = "Mermaid"

_SHAPES: dict[NodeKind, tuple[str, str]] = {
    NodeKind.START: ("((", "))"),
    NodeKind.END: ("(((", ")))"),
    NodeKind.USER_TASK: ("[/", "/]"),
    NodeKind.DECISION: ("{", "}"),
    NodeKind.PARALLEL: ("{", "}"),
    NodeKind.INCLUSIVE: ("{", "}"),
    NodeKind.EVENT_BASED: ("{{", "}}"),
    NodeKind.CATCH: ("([", "])"),
    NodeKind.THROW: ("([", "])"),
    NodeKind.BOUNDARY: ("((", "))"),
    NodeKind.COMPENSATION: ("[\\", "\\]"),
    NodeKind.CALL_ACTIVITY: ("[[", "]]"),
}
_BOX = ("[", "]")
_SIGNS = {NodeKind.PARALLEL: "+", NodeKind.INCLUSIVE: "○", NodeKind.DECISION: "×"}

_SHAPE = Support(Level.PARTLY, "a shape with its name stands for it")
_WORDS = Support(Level.PARTLY, "it stands in the label")
_DOTTED = Support(Level.PARTLY, "a dotted arrow stands for it")
_NOT = Support(Level.NONE)

SUPPORTS: Supports = {
    **dict.fromkeys(Feature, _NOT),
    Feature.TASK: full,
    **dict.fromkeys(
        (
            Feature.USER_TASK,
            Feature.SEND_TASK,
            Feature.RECEIVE_TASK,
            Feature.DECISION,
            Feature.PARALLEL,
            Feature.INCLUSIVE,
            Feature.EVENT_BASED,
            Feature.CALL_ACTIVITY,
            Feature.TERMINATE,
            Feature.SUB_PROCESS,
            Feature.EVENT_SUB_PROCESS,
            Feature.TRANSACTION,
            Feature.BOUNDARY,
            Feature.LINK,
        ),
        _SHAPE,
    ),
    **dict.fromkeys(
        (
            Feature.TIMER,
            Feature.MESSAGE,
            Feature.SIGNAL,
            Feature.ERROR,
            Feature.ESCALATION,
            Feature.CONDITIONAL,
            Feature.CANCEL,
            Feature.COMPENSATION_EVENT,
            Feature.PARTICIPANT,
            Feature.CONDITION,
            Feature.PROBABILITY,
            Feature.DEFAULT_FLOW,
            Feature.STANDARD_LOOP,
            Feature.MULTI_INSTANCE,
        ),
        _WORDS,
    ),
    Feature.COMPENSATION: _DOTTED,
    Feature.MESSAGE_FLOW: _DOTTED,
}


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The map as a flowchart from left to right, scopes as subgraphs, UTF-8."""
    lines = ["flowchart LR", f"  %% {_plain(definition.name)}"]
    names = {node.id: f"n{number}" for number, node in enumerate(definition.nodes, start=1)}
    lines += _scope(definition, None, names, "  ")
    lines += [_arrow(flow, names) for flow in definition.flows]
    lines += _attached(definition, names)
    content = "\n".join(lines) + "\n"
    return Writing(content=content.encode(), losses=losses_of(definition, SUPPORTS, _LABEL))


def _scope(
    definition: Definition, scope: str | None, names: dict[str, str], indent: str
) -> Iterator[str]:
    for node in definition.children.get(scope, ()):
        if definition.children.get(node.id):
            yield f'{indent}subgraph {names[node.id]}["{_text(_label(definition, node))}"]'
            yield from _scope(definition, node.id, names, indent + "  ")
            yield f"{indent}end"
        else:
            left, right = _SHAPES.get(node.kind, _BOX)
            yield f'{indent}{names[node.id]}{left}"{_text(_label(definition, node))}"{right}'


def _label(definition: Definition, node: Node) -> str:
    participant = definition.participants_by_id.get(node.participant or "")
    parts = [node.name or _SIGNS.get(node.kind, ""), *_remarks(node)]
    if participant and node.is_step:
        parts.append(f"({participant.name})")
    return "\n".join(part for part in parts if part) or node.kind.value


def _remarks(node: Node) -> Iterator[str]:
    if node.timer is not None:
        yield f"after {format_duration(node.timer)}"
    elif node.event is not EventKind.NONE:
        yield f"{node.event.value} {node.ref or node.condition}".strip()
    if node.loop is not None:
        yield f"{node.loop.kind.value} loop"


def _arrow(flow: Flow, names: dict[str, str]) -> str:
    share = "" if flow.probability is None else format_share(flow.probability)
    what = flow.name or flow.condition or ("otherwise" if flow.default else "")
    words = ", ".join(part for part in (what, share) if part)
    label = f'|"{_text(words)}"|' if words else ""
    return f"  {names[flow.source]} -->{label} {names[flow.target]}"


def _attached(definition: Definition, names: dict[str, str]) -> Iterator[str]:
    """What hangs on a node without a flow: boundary events, what undoes it, messages."""
    for node in definition.nodes:
        if node.attached_to in names:
            yield f"  {names[node.attached_to]} -.- {names[node.id]}"
        handler = definition.handler_of(node)
        if handler is not None:
            yield f'  {names[node.id]} -.->|"undone by"| {names[handler.id]}'
    for message in definition.message_flows:
        if message.source in names and message.target in names:
            label = f'|"{_text(message.name)}"|' if message.name else ""
            yield f"  {names[message.source]} -.->{label} {names[message.target]}"


def _text(text: str) -> str:
    """A text inside quotes: Mermaid takes entities by number, and ``<br>`` for a new line."""
    escaped = "".join(f"#{ord(letter)};" if letter in _MARKED else letter for letter in text)
    return "<br>".join(_plain(line) for line in escaped.split("\n"))


_MARKED = frozenset('"#<>&`\\{}[]()|;%')


def _plain(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
