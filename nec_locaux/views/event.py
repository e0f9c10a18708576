"""The page of a NEC local."""

from collections.abc import Iterator

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage, NecLocalPartenaire, NecLocalTerritoire
from nec_locaux.presentation import EventPresentation
from nec_locaux.programme import build_schedule
from socle.models import NecImage


def event(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    fetch_links(page)
    schedule = build_schedule(page, request.GET)
    presentation = EventPresentation(page, schedule)
    prefetch_related_objects(list(images(presentation)), "renditions")
    return page.render(request, context_overrides={"schedule": schedule, "event": presentation})


def fetch_links(page: NecLocalPage) -> None:
    """Read the territoires and partners of the page in two queries, however many there are."""
    if page.pk is None:
        return
    prefetch_related_objects(
        [page],
        Prefetch("territoire_links", NecLocalTerritoire.objects.select_related("territoire__parent__parent")),
        Prefetch("partner_links", NecLocalPartenaire.objects.select_related("partenaire__logo")),
    )


def images(event: EventPresentation) -> Iterator[NecImage]:
    """The images of the page but those of its body: their sizes are then read in one query."""
    page = event.page
    yield from (link.partenaire.logo for link in page.partner_links.all() if link.partenaire.logo)
    yield from (speaker.personne.portrait for speaker in event.speakers if speaker.personne.portrait)
    if event.is_after:
        yield from page.bilan.stream_block.get_images(page.bilan)
