"""Calendars and feeds to subscribe to."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage, NecLocauxIndexPage


def calendar_ics(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def atom(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def rss(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def event_ics(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    raise Http404
