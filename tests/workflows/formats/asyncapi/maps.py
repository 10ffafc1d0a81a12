"""Maps of several participants, written and generated."""

from __future__ import annotations

from hypothesis import strategies as st

from workflows.definition.model import Definition
from workflows.formats import yaml

__all__ = ["any_map", "drawn"]

_KINDS = ["task", "user-task", "decision", "parallel", "inclusive", "catch", "throw"]


def drawn(text: str) -> Definition:
    """The map in a YAML text."""
    return yaml.read(text.encode()).definition


@st.composite
def any_map(draw: st.DrawFn) -> Definition:
    """A row of nodes of any kind with shortcuts forward, done by up to four participants."""
    count = draw(st.integers(1, 8))
    lines = ["id: any", "participants: [{id: a}, {id: b}, {id: 'ü'}]", "nodes:"]
    lines.append("  - {id: begin, kind: start}")
    lines += [f"  - {draw(_nodes(number))}" for number in range(count)]
    lines += ["  - {id: finish, kind: end}", "flows:"]
    row = ["begin", *(f"n{number}" for number in range(count)), "finish"]
    lines.append(f"  - {' -> '.join(row)}")
    for _ in range(draw(st.integers(0, 4))):
        left = draw(st.integers(1, len(row) - 2))
        right = draw(st.integers(left + 1, len(row) - 1))
        lines.append(f"  - {row[left]} -> {row[right]}")
    lines.append("data_flows: [{name: 'Größe', from: n0, classification: secret}]")
    return drawn("\n".join(lines))


@st.composite
def _nodes(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(_KINDS))
    person = draw(
        st.sampled_from(["", ", participant: a", ", participant: b", ", participant: 'ü'"])
    )
    failure = draw(st.sampled_from(["", ", on_failure: compensate", ", on_failure: continue"]))
    if kind == "catch":
        return f"{{id: n{number}, kind: catch, timer: 5s}}"
    if kind == "throw":
        return f"{{id: n{number}, kind: throw, event: signal, ref: s{number}}}"
    if kind in ("task", "user-task"):
        return f"{{id: n{number}, kind: {kind}{person}{failure}}}"
    return f"{{id: n{number}, kind: {kind}}}"
