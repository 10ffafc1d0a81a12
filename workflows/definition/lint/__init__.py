"""What is possible but unwise: the pitfalls of the guide, looked for in a map.

Each rule is one small function; ``lint`` runs them all. A rule speaks about what somebody stated
or drew, and keeps quiet about defaults, so that a map fresh from a drawing tool is not scolded for
a matrix that nobody has filled in yet. One finding says how much of it is still assumed.
"""

from workflows.definition.lint.structure import MANY_STEPS
from workflows.definition.lint.whole import lint

__all__ = ["MANY_STEPS", "lint"]
