"""Open Workflow Specification 1.0, formerly CNCF Serverless Workflow DSL: YAML and JSON.

Sources: dsl.md and dsl-reference.md of https://github.com/serverlessworkflow/specification; the
JSON Schema is that of the specification's own SDK.
"""

from __future__ import annotations

import re

from workflows.formats.openworkflow.read import read
from workflows.formats.openworkflow.support import SUPPORTS
from workflows.formats.openworkflow.write import write

__all__ = ["MARK", "SUPPORTS", "read", "write"]

MARK = re.compile(r"""(?s)(?:^|[\n{,])\s*["']?document["']?\s*:.{0,1500}?\bdsl["']?\s*:""")
"""What only a workflow document has: ``document:`` with ``dsl:``."""
