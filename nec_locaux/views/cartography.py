"""The map of the NEC locaux."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nec_locaux.cartography import build_map
from nec_locaux.models import NecLocauxIndexPage
from nec_locaux.nearest import find_nearest
from nec_locaux.views.calendar import calendar_context


def map_view(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """The map at full size, with all it shows in words."""
    context = calendar_context(page, request, "map")
    filters = context["filters"]
    drawn = build_map(page, filters.apply_to_coming(page.events), filters)
    return page.render(
        request,
        template="nec_locaux/map.html",
        context_overrides={
            **context,
            "heading": _("Carte des NEC locaux"),
            "map": drawn,
            "nearest": None if drawn.total else find_nearest(page, filters),
        },
    )
