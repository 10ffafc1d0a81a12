"""What views of every app share about requests: who asks, for a page or a part of it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from projects.models import User

__all__ = ["PersonRequest", "page_or_part"]


class PersonRequest(HttpRequest):
    """A request behind ``login_required``: there is a person, and htmx may be asking."""

    user: User
    htmx: HtmxDetails


def page_or_part(request: PersonRequest, template: str, part: str) -> str:
    """Name the template to render: the partial ``part`` for htmx, the whole page otherwise.

    A history restore is htmx asking for the whole page, because its own copy was gone.
    """
    if request.htmx and not request.htmx.history_restore_request:
        return f"{template}#{part}"
    return template
