"""The open data: its page and its files."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocauxIndexPage


def dataset(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def export(page: NecLocauxIndexPage, request: HttpRequest, file_format: str) -> HttpResponse:
    raise Http404
