"""What every template may read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from socle.chrome import Chrome, get_chrome


def chrome(request: HttpRequest) -> dict[str, object]:
    """The chrome of the request's site, read only where a template uses it."""

    def read() -> Chrome | None:
        site = Site.find_for_request(request)
        return get_chrome(site) if site else None

    return {"chrome": SimpleLazyObject(read)}
