"""BPMN files small enough to read, built around a few lines of process."""

from __future__ import annotations

__all__ = ["bpmn", "pools"]

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t" id="d">\n'
)


def bpmn(process: str, beside: str = "") -> bytes:
    """One process of these elements; flows may be written ``a > b`` on a line of their own."""
    lines = [_flow(line) for line in process.strip().splitlines()]
    body = "\n".join(lines)
    return (
        f'{_HEAD}{beside}<process id="p" name="Order">\n{body}\n</process></definitions>'.encode()
    )


def pools(collaboration: str, *processes: str) -> bytes:
    """A collaboration and processes p0, p1, …"""
    bodies = "".join(
        f'<process id="p{number}">{"".join(_flow(line) for line in text.strip().splitlines())}'
        "</process>"
        for number, text in enumerate(processes)
    )
    whole = f'<collaboration id="c">{collaboration}</collaboration>{bodies}</definitions>'
    return (_HEAD + whole).encode()


def _flow(line: str) -> str:
    source, arrow, target = (part.strip() for part in line.partition(" > "))
    if not arrow or line.lstrip().startswith("<"):
        return line
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
