"""Addresses of maps, matrices and experiments, all below a project."""

from __future__ import annotations

from django.urls import path

from workflows.views import experiments, map_files, maps, matrix, matrix_csv

__all__ = ["app_name", "urlpatterns"]

app_name = "workflows"

urlpatterns = [
    # The workflow map
    path("discover/map/", maps.workflow_map, name="map"),
    path("discover/map/upload/", maps.upload, name="map-upload"),
    path("discover/map/example/", maps.example, name="map-example"),
    path("discover/map/versions/<int:number>/", maps.version, name="map-version"),
    # … and its files
    path("discover/map/drawing.bpmn", map_files.drawing, name="map-bpmn"),
    path(
        "discover/map/versions/<int:number>/drawing.bpmn",
        map_files.version_drawing,
        name="map-version-bpmn",
    ),
    path("discover/map/versions/<int:number>/original", map_files.original, name="map-original"),
    path("discover/map/export.<str:file_format>", map_files.export, name="map-export"),
    # The requirement matrix
    path("discover/matrix/", matrix.matrix, name="matrix"),
    path("discover/matrix/confirm/", matrix.confirm_all, name="matrix-confirm"),
    path("discover/matrix/steps/<str:step_id>/", matrix.row, name="matrix-row"),
    path(
        "discover/matrix/steps/<str:step_id>/confirm/",
        matrix.confirm_row,
        name="matrix-row-confirm",
    ),
    path(
        "discover/matrix/steps/<str:step_id>/cells/<slug:column_id>/",
        matrix.cell,
        name="matrix-cell",
    ),
    path("discover/matrix/import/", matrix_csv.import_csv, name="matrix-import"),
    path("discover/matrix/matrix.csv", matrix_csv.download, name="matrix-csv"),
    # Experiments
    path("prove/", experiments.experiments, name="experiments"),
    path("prove/<uuid:experiment_id>/", experiments.experiment, name="experiment"),
    path("prove/<uuid:experiment_id>/status/", experiments.status, name="experiment-status"),
    path("prove/<uuid:experiment_id>/cancel/", experiments.cancel, name="experiment-cancel"),
    path("prove/<uuid:experiment_id>/result.json", experiments.as_json, name="experiment-json"),
]
