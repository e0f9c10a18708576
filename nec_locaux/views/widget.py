"""The list another site may frame."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocauxIndexPage


def widget(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404
