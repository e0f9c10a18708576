"""The catalogue of the offers, a selection of it, an offer, and the message to its partner."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import OffreDeFormatPage, OffresDeFormatsIndexPage


def catalogue(page: OffresDeFormatsIndexPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)


def selection(page: OffresDeFormatsIndexPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def offre(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)


def contact(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    raise Http404


def contact_sent(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    raise Http404
