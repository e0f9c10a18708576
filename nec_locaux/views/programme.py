"""The programme as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage


def programme_pdf(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    raise Http404
