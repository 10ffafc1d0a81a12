"""Addresses of maps, matrices and experiments, all below a project."""

from __future__ import annotations

from django.urls import include, path

from workflows.views import (
    comparing,
    designer,
    designer_draft,
    designer_panel,
    event_log,
    experiments,
    library,
    map_export,
    map_files,
    maps,
    matrix,
    matrix_block,
    matrix_files,
    matrix_history,
    merging,
    outline,
    stale_tab,
    versions,
)

__all__ = ["app_name", "urlpatterns"]

app_name = "workflows"

_OF_A_MAP = [
    path("", maps.map_page, name="map"),
    path("upload/", maps.upload, name="map-upload"),
    path("example/", maps.example, name="map-example"),
    path("pattern/", library.from_pattern, name="map-pattern"),
    # … its versions
    path("versions/", versions.versions, name="map-versions"),
    path("versions/<int:number>/", maps.version, name="map-version"),
    path("versions/<int:number>/restore/", versions.restore, name="map-restore"),
    path("compare/", comparing.compare, name="map-compare"),
    path("compare/draft.bpmn", comparing.draft_drawing, name="draft-bpmn"),
    # … drawn in the browser
    path("design/", designer.designer, name="designer"),
    path("design/publish/", designer.publish, name="designer-publish"),
    path("design/discard/", designer.discard, name="designer-discard"),
    path("design/draft/", designer_draft.draft, name="designer-draft"),
    path("design/draft/stale/", stale_tab.stale, name="draft-stale"),
    path("design/draft/merge/", stale_tab.merge_tab, name="draft-merge-tab"),
    path("design/draft/copy/", stale_tab.copy_tab, name="draft-copy-tab"),
    path("design/behind/", merging.behind, name="draft-behind"),
    path("design/behind/merge/", merging.merge, name="draft-merge"),
    path("design/behind/copy/", merging.copy, name="draft-copy"),
    path("design/marks/", designer_draft.marks, name="designer-marks"),
    path("design/elements/<str:element_id>/", designer_panel.element, name="designer-element"),
    path(
        "design/elements/<str:element_id>/cells/<slug:column_id>/",
        designer_panel.cell,
        name="designer-cell",
    ),
    path(
        "design/elements/<str:element_id>/confirm/",
        designer_panel.confirm,
        name="designer-confirm",
    ),
    # … as a nested list
    path("outline/", outline.outline_page, name="map-outline"),
    path("outline/edit/", outline.edit, name="map-outline-edit"),
    # … and its files
    path("drawing.bpmn", map_files.drawing, name="map-bpmn"),
    path("versions/<int:number>/drawing.bpmn", map_files.version_drawing, name="map-version-bpmn"),
    path("versions/<int:number>/original", map_files.original, name="map-original"),
    path("export.<str:file_format>", map_files.export, name="map-export"),
    path("log/", event_log.event_log, name="map-log"),
    path("formats/", map_export.export_page, name="map-formats"),
    path("formats/<slug:file_format>/", map_export.losses, name="map-losses"),
]

_OF_A_MATRIX = [
    path("", matrix.matrix, name="matrix"),
    path("confirm/", matrix.confirm_all, name="matrix-confirm"),
    path("steps/<str:step_id>/", matrix.row, name="matrix-row"),
    path("steps/<str:step_id>/confirm/", matrix.confirm_row, name="matrix-row-confirm"),
    path("steps/<str:step_id>/cells/<slug:column_id>/", matrix.cell, name="matrix-cell"),
    # … how its cells came to their texts, and the ways back
    path(
        "steps/<str:step_id>/cells/<slug:column_id>/history/",
        matrix_history.cell_history,
        name="matrix-cell-history",
    ),
    path(
        "steps/<str:step_id>/cells/<slug:column_id>/confirm/",
        matrix_history.cell_confirm,
        name="matrix-cell-confirm",
    ),
    path(
        "steps/<str:step_id>/cells/<slug:column_id>/reset/",
        matrix_history.cell_reset,
        name="matrix-cell-reset",
    ),
    path(
        "steps/<str:step_id>/edits/<int:edit_id>/put-back/",
        matrix_history.put_back,
        name="matrix-put-back",
    ),
    path("undo/", matrix_history.undo, name="matrix-undo"),
    # … many cells together, and files
    path("bulk/", matrix_block.bulk, name="matrix-bulk"),
    path("paste/", matrix_block.paste, name="matrix-paste"),
    path("import/", matrix_files.import_file, name="matrix-import"),
    path("matrix.csv", matrix_files.download, {"file_format": "csv"}, name="matrix-csv"),
    path("matrix.xlsx", matrix_files.download, {"file_format": "xlsx"}, name="matrix-xlsx"),
]

urlpatterns = [
    # The main map and its matrix, by short addresses; the same of every map of the library
    path("discover/map/", include(_OF_A_MAP)),
    path("discover/matrix/", include(_OF_A_MATRIX)),
    path("discover/maps/", library.maps, name="map-library"),
    path("discover/maps/<slug:map_key>/", include(_OF_A_MAP)),
    path("discover/maps/<slug:map_key>/matrix/", include(_OF_A_MATRIX)),
    path("discover/library/create/", library.create, name="library-create"),
    path("discover/library/<slug:map_key>/rename/", library.rename, name="library-rename"),
    path("discover/library/<slug:map_key>/main/", library.make_main, name="library-main"),
    path("discover/library/<slug:map_key>/delete/", library.delete, name="library-delete"),
    # Experiments
    path("prove/", experiments.experiments, name="experiments"),
    path("prove/<uuid:experiment_id>/", experiments.experiment, name="experiment"),
    path("prove/<uuid:experiment_id>/status/", experiments.status, name="experiment-status"),
    path("prove/<uuid:experiment_id>/cancel/", experiments.cancel, name="experiment-cancel"),
    path("prove/<uuid:experiment_id>/result.json", experiments.as_json, name="experiment-json"),
    path(
        "prove/<uuid:experiment_id>/<slug:model>.<str:file_format>",
        experiments.as_log,
        name="experiment-log",
    ),
]
