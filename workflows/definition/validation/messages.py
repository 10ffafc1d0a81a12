"""Problems of message flows between processes, and of data flows between steps."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, MessageFlow

__all__ = ["data_flow_problems", "message_flow_problems"]


def message_flow_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the messages between processes."""
    processes = {node.id: node.process for node in definition.nodes}
    processes |= {name: name for name in {*processes.values()} - {""}}
    for flow in definition.message_flows:
        for message in _message_flow(flow, processes):
            yield Problem(where=f"message flow {flow.id!r}", message=message)


def _message_flow(flow: MessageFlow, processes: dict[str, str]) -> Iterator[str]:
    ends = [end for end in (flow.source, flow.target) if end]
    if not ends:
        yield "names neither a sender nor a receiver; name one"
    for end in ends:
        if end not in processes:
            yield f"names {end!r}, which is no node and no process of the map"
    inside = {processes[end] for end in ends if end in processes}
    if len(ends) == 2 and len(inside) == 1 and all(end in processes for end in ends):
        yield "stays inside one process; draw a flow, or give its ends different processes"


def data_flow_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the pieces of data."""
    for data_flow in definition.data_flows:
        for end in (data_flow.source, data_flow.target):
            if end and end not in definition.by_id:
                yield Problem(
                    where=f"data flow {data_flow.name!r}",
                    message=f"names {end!r}, which is not in the map",
                )
