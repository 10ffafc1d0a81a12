"""BPMN 2.0 XML (OMG formal/2011-01-03): reading, writing, and drawings for files that lack one."""

from workflows.formats.bpmn.read import read

__all__ = ["read"]
