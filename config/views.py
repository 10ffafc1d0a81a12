"""The pages that belong to no app: the health of the system."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.health import check_health

__all__ = ["health"]


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while people can use the pages, else 503; the body names each part."""
    found = check_health()
    return JsonResponse(asdict(found), status=200 if found.is_serving else 503)
