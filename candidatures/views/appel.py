"""The page of a call."""

from django.http import Http404, HttpRequest, HttpResponse

from candidatures.models import AppelPage


def call(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """The call: its rules, and the way into the form."""
    response: HttpResponse = page.render(request)
    return response


def link_sent(page: AppelPage, request: HttpRequest) -> HttpResponse:
    raise Http404
