"""What a state says and no field of a node can: JSON beside the node, under the name ``asl``."""

from __future__ import annotations

import json
import re
from typing import Any

from workflows.definition.model import Definition, Flow, Node

__all__ = ["NAME", "STATE_NAME", "foreign_data", "foreign_pairs", "json_text"]

NAME = "asl"
"""Under which ``Node.foreign`` holds it; JSON and YAML share it."""

STATE_NAME = "podium:name"
"""The key under which a state's own name is kept, where a node cannot have it."""

_NOT_IN_XML = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


def json_text(data: Any, indent: int | None = None) -> str:
    """JSON that XML and YAML can hold."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def foreign_pairs(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The value of ``foreign`` that holds these fields; nothing where there are none."""
    return ((NAME, json_text(data)),) if data else ()


def foreign_data(owner: Node | Flow | Definition) -> dict[str, Any]:
    """The fields kept beside a node, flow or map; empty where there are none, or where somebody
    has edited them so that they are no JSON object any more."""
    for name, text in owner.foreign:
        if name == NAME:
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                return {}
            return data if isinstance(data, dict) else {}
    return {}
