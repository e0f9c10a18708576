"""Where the address typed on the page of a call is received."""

from django.http import Http404, HttpRequest, HttpResponse

from candidatures.models import AppelPage


def receive_address(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """Send a link to whoever begins a candidature. Called by `socle.form_views.submit_form`."""
    raise Http404
