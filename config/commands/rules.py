"""`podium rules`: what each participant would have to know and do without an orchestrator."""

from __future__ import annotations

import argparse
import json

from config.commands.exits import OK
from config.commands.inputs import read_input
from workflows.engine.coordination.choreography import derive_rules

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the rules of each participant, as text or JSON.

    Raises ``InputError`` where the file cannot be read.
    """
    derived = derive_rules(read_input(options.file).assessment.definition)
    if options.json:
        print(json.dumps({"participants": [one.as_json() for one in derived]}, indent=2))
    else:
        print("\n\n".join(map(str, derived)))
    return OK
