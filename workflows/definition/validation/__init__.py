"""What makes a definition impossible: problems of structure that stop a reader.

A definition without problems can be drawn, simulated and written in any format. What is possible
but unwise is a finding (``workflows.definition.lint``).
"""

from workflows.definition.validation.events import allowed_events
from workflows.definition.validation.flows import may_be_entered
from workflows.definition.validation.places import ID_RULE, in_map, is_id, place
from workflows.definition.validation.whole import problems

__all__ = [
    "ID_RULE",
    "allowed_events",
    "in_map",
    "is_id",
    "may_be_entered",
    "place",
    "problems",
]
