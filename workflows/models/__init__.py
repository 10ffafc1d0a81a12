"""The rows of maps, requirement matrices and experiments, one file a model."""

from workflows.models.cell_edit import CellEdit, EditKind
from workflows.models.experiment import Experiment, ExperimentChunk, ExperimentStatus
from workflows.models.map_draft import MapDraft
from workflows.models.map_entry import MapEntry
from workflows.models.map_version import MapVersion
from workflows.models.matrix_row import MatrixRow
from workflows.models.workflow_map import WorkflowMap

__all__ = [
    "CellEdit",
    "EditKind",
    "Experiment",
    "ExperimentChunk",
    "ExperimentStatus",
    "MapDraft",
    "MapEntry",
    "MapVersion",
    "MatrixRow",
    "WorkflowMap",
]
