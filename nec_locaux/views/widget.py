"""The list another site may frame."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocauxIndexPage

EVENTS: Final = 10
#: One style sheet and nothing else, framed by whoever likes it.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors *"
)


def widget(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """The next events that answer the filters, as a small page of its own."""
    filters = NecLocalFilters.read(request.GET)
    events = filters.apply(page.events).upcoming().for_cards()[:EVENTS]
    query = f"?{filters.querystring}" if filters.querystring else ""
    response: HttpResponse = page.render(
        request,
        template="nec_locaux/widget.html",
        context_overrides={"events": events, "all_url": f"{page.full_url}{query}"},
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    response.xframe_options_exempt = True
    return response
