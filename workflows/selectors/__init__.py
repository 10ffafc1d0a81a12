"""Read maps, requirement matrices and experiments; nothing here writes."""

from workflows.selectors.experiments import (
    evidence_experiment,
    experiment_of,
    experiment_result,
    experiments_for,
    latest_experiment,
    progress,
)
from workflows.selectors.maps import (
    current_map,
    map_draft,
    map_version,
    map_versions,
    workflow_map,
)
from workflows.selectors.matrix import Matrix, definition_for, map_notes, matrix_for

__all__ = [
    "Matrix",
    "current_map",
    "definition_for",
    "evidence_experiment",
    "experiment_of",
    "experiment_result",
    "experiments_for",
    "latest_experiment",
    "map_draft",
    "map_notes",
    "map_version",
    "map_versions",
    "matrix_for",
    "progress",
    "workflow_map",
]
