"""A page or a part of it."""

from __future__ import annotations

from typing import cast

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from projects.http import PersonRequest, page_or_part


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, "a.html"),
        ({"HX-Request": "true"}, "a.html#rows"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "a.html"),
    ],
)
def test_only_htmx_gets_the_part_unless_it_restores_history(
    headers: dict[str, str], template: str
) -> None:
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda _: HttpResponse())(request)

    assert page_or_part(cast("PersonRequest", request), "a.html", "rows") == template
