"""Three-way merge of BPMN files: what two people made of one version, in one file."""

from workflows.formats.bpmn.merging.merge import merged
from workflows.formats.bpmn.merging.outcome import Choice, Choices, Conflict, Merge

__all__ = ["Choice", "Choices", "Conflict", "Merge", "merged"]
