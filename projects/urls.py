"""Addresses of people and projects."""

from __future__ import annotations

from django.urls import path

from projects.views import account, activity, invitations, people, projects

__all__ = ["app_name", "urlpatterns"]

app_name = "projects"

urlpatterns = [
    # Everybody
    path("", projects.project_list, name="list"),
    path("account/", account.account, name="account"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    # A project
    path("projects/new/", projects.create, name="create"),
    path("projects/<uuid:project_id>/settings/", projects.project_settings, name="settings"),
    path("projects/<uuid:project_id>/archive/", projects.archive, name="archive"),
    path("projects/<uuid:project_id>/restore/", projects.restore, name="restore"),
    path("projects/<uuid:project_id>/activity/", activity.activity, name="activity"),
    # Its people
    path("projects/<uuid:project_id>/people/", people.people, name="people"),
    path("projects/<uuid:project_id>/people/leave/", people.leave, name="leave"),
    path(
        "projects/<uuid:project_id>/people/<int:member_id>/role/",
        people.member_role,
        name="member-role",
    ),
    path(
        "projects/<uuid:project_id>/people/<int:member_id>/remove/",
        people.member_remove,
        name="member-remove",
    ),
    path("projects/<uuid:project_id>/people/invite/", invitations.invite, name="invite"),
    path(
        "projects/<uuid:project_id>/people/invitations/<int:invitation_id>/revoke/",
        invitations.invitation_revoked,
        name="invitation-revoke",
    ),
]
