"""The page of a NEC local."""

from django.apps import apps
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage
from nec_locaux.presentation import EventPresentation
from nec_locaux.programme import build_schedule


def event(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    fetch_related(page)
    schedule = build_schedule(page, request.GET)
    return page.render(request, context_overrides={"schedule": schedule, "event": EventPresentation(page, schedule)})


def fetch_related(page: NecLocalPage) -> None:
    """Read what the page refers to in a few queries, however many territoires, partners and logos it has."""
    if page.pk is None:
        return
    territoire_links = apps.get_model("nec_locaux.NecLocalTerritoire").objects.select_related(
        "territoire__parent__parent"
    )
    partner_links = apps.get_model("nec_locaux.NecLocalPartenaire").objects.select_related("partenaire__logo")
    prefetch_related_objects(
        [page],
        Prefetch("territoire_links", territoire_links),
        Prefetch("partner_links", partner_links),
        "partner_links__partenaire__logo__renditions",
    )
