"""Conditions over case variables: a small language of its own, read without ``eval``.

``total > 100 and region in ('eu', 'us')``: numbers, texts in quotes, true and false, names of
variables (they may hold dots), ``+ - * /``, ``= != < <= > >=``, ``and or not``, ``in``, brackets.
What other tools write instead is understood: ``==``, ``<>``, ``&&``, ``||``, ``!``, ``${…}`` round
the whole, ``=`` in front of it.
"""

from workflows.definition.conditions.checking import problems
from workflows.definition.conditions.condition import Condition, parse
from workflows.definition.conditions.tokens import ConditionError, is_name

__all__ = ["Condition", "ConditionError", "is_name", "parse", "problems"]
