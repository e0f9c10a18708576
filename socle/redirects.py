"""Redirections of what lies below a page that has moved."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's redirections, and those of the routes below a page: its files, its feeds, its views.

    Wagtail writes a redirection for each page whose address changes. Its routes need none of their own: they follow
    the page, with what they are asked.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if answer.status_code != HTTPStatus.NOT_FOUND:
            return answer
        address = route_address(request)
        return HttpResponsePermanentRedirect(address) if address else answer


def route_address(request: HttpRequest) -> str:
    """Where the route that `request` asks for below a page's former address is now; empty where there is none."""
    path = Redirect.normalise_path(request.path)
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(2, len(parts))]
    found = Redirect.get_for_site(Site.find_for_request(request)).filter(
        old_path__in=above, is_permanent=True, redirect_page__live=True
    )
    for redirect in sorted(found.select_related("redirect_page"), key=lambda item: len(item.old_path), reverse=True):
        page = redirect.redirect_page.specific_deferred
        route = f"{redirect.redirect_page_route_path.rstrip('/')}{path.removeprefix(redirect.old_path)}/"
        if page.url and _answers(page, route):
            query = request.META.get("QUERY_STRING", "")
            return f"{page.url.rstrip('/')}{route}{'?' if query else ''}{query}"
    return ""


def _answers(page: Page, route: str) -> bool:
    if not isinstance(page, RoutablePageMixin):
        return False
    try:
        page.resolve_subpage(route)
    except Resolver404:
        return False
    return True
