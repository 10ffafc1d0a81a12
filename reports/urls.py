"""Addresses of the reports app, all below a project."""

from django.urls import path

from reports.views import reports as views

app_name = "reports"

urlpatterns = [
    # report/
    path("report/", views.reports, name="reports"),
    path("report/create/", views.create, name="create"),
    path("report/<uuid:report_id>/", views.report, name="report"),
    path("report/<uuid:report_id>/status/", views.status, name="status"),
    path("report/<uuid:report_id>/retry/", views.retry, name="retry"),
    path("report/<uuid:report_id>/report.pdf", views.download, name="download"),
]
