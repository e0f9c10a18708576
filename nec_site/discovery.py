"""What machines look for at fixed addresses: robots.txt, the sitemap, security.txt and the icon."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Site
from wagtail.query import PageQuerySet

from socle.models import BasePage, ContactSettings

#: How long security.txt says it is good for, where no date is set: it is read from the settings each time.
SECURITY_VALIDITY = timedelta(days=90)


class Sitemap(WagtailSitemap):
    """Public pages, without those that ask not to be listed."""

    def items(self) -> PageQuerySet:
        return super().items().exclude(pk__in=BasePage.objects.filter(noindex=True).values("pk"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "is_open": settings.NEC_SEARCH_ENGINES,
        "sitemap_url": request.build_absolute_uri(reverse("sitemap")),
    }
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    return wagtail_sitemap(request, sitemaps={"pages": Sitemap})


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116). It does not exist while the team has given no contact, or past the date it gave."""
    contact = _security_contact(request)
    now = datetime.now(tz=UTC)
    expires = settings.NEC_SECURITY_EXPIRY or (now + SECURITY_VALIDITY).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    if not contact or expires <= now:
        raise Http404
    context = {
        "contact": contact,
        "expires": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "canonical": request.build_absolute_uri(reverse("security")),
    }
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


class FaviconView(RedirectView):
    """Browsers ask for this address whatever the page says."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("icons/favicon.svg")


def _security_contact(request: HttpRequest) -> str:
    if settings.NEC_SECURITY_CONTACT:
        return settings.NEC_SECURITY_CONTACT
    site = Site.find_for_request(request)
    return ContactSettings.for_site(site).security_contact if site else ""
