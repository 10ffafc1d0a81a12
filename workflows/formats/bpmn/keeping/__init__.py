"""Writes a changed map onto the BPMN file it came from, so that everything else in it stays."""

from workflows.formats.bpmn.keeping.onto import written_onto

__all__ = ["written_onto"]
