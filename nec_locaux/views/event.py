"""The page of a NEC local."""

from django.http import HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage


def event(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)
