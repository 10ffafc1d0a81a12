"""Where errors that people can mend become HTTP: in this one place, so that no view has to."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from projects.exceptions import PodiumError

__all__ = ["PodiumErrorMiddleware", "SignedOutMiddleware"]

type Answer = Callable[[HttpRequest], HttpResponse]


class PodiumErrorMiddleware:
    """Shows a PodiumError that a view let through.

    A form's sender goes back to the page it came from, with the message on top of it. htmx gets
    the message alone, for the page's message area, so that nothing typed is lost. Anybody else
    (a GET) gets a page with status 409.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a PodiumError; leave every other exception alone."""
        if not isinstance(error, PodiumError):
            return None
        if request.headers.get("HX-Request"):
            return _message_alone(request, error)
        if request.method == "POST":
            messages.error(request, error.message)
            return redirect(_page_before(request))
        return render(request, "projects/problem.html", {"message": error.message}, status=409)


class SignedOutMiddleware:
    """Answers htmx with 401 where it would be sent to the sign-in page.

    htmx would follow the redirect and put the whole sign-in page into a part of the open one.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        leads_to = response.headers.get("Location", "")
        if request.headers.get("HX-Request") and leads_to.startswith(
            resolve_url(settings.LOGIN_URL)
        ):
            return render(request, "projects/signed_out.html", status=401)
        return response


def _message_alone(request: HttpRequest, error: PodiumError) -> HttpResponse:
    messages.error(request, error.message)
    response = render(request, "_messages.html", status=409)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML"
    return response


def _page_before(request: HttpRequest) -> str:
    """The page the form stood on, if that is one of ours; else the project list."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours else reverse("projects:list")
