"""BPMN 2.0 XML (OMG formal/2011-01-03): reading, writing, and drawings for files that lack one."""

from workflows.formats.bpmn.drawing import with_drawing
from workflows.formats.bpmn.keeping import written_onto
from workflows.formats.bpmn.read import read
from workflows.formats.bpmn.write import SUPPORTS, write

__all__ = ["SUPPORTS", "read", "with_drawing", "write", "written_onto"]
