"""BPMN 2.0 XML (OMG formal/2011-01-03): reading, writing, and drawings for files that lack one."""

from workflows.formats.bpmn.drawing import with_drawing
from workflows.formats.bpmn.keeping import written_onto
from workflows.formats.bpmn.lanes import by_lane
from workflows.formats.bpmn.read import Attempt, attempt, read
from workflows.formats.bpmn.write import SUPPORTS, write

__all__ = [
    "SUPPORTS",
    "Attempt",
    "attempt",
    "by_lane",
    "read",
    "with_drawing",
    "write",
    "written_onto",
]
