"""The map of the NEC locaux."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocauxIndexPage


def map_view(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404
