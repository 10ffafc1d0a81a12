"""Every address of Podium: each app names its own, the stages live below a project."""

from django.urls import include, path

from config.views import health

project = "projects/<uuid:project_id>/"

urlpatterns = [
    path("healthz", health, name="health"),
    path("accounts/", include("allauth.account.urls")),
    path("", include("projects.urls")),
    path("", include("workflows.search_urls")),
    path(project, include("workflows.urls")),
    path("", include("assessment.urls")),
    path(project, include("reports.urls")),
]
