"""The calendar: what is to come, the month, the past."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocauxIndexPage


def upcoming(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)


def month(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def past(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404
