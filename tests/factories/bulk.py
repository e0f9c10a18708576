"""Thousands of events at once, for budgets and benchmarks: as once published, without a save each."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from nec_locaux.enums import Status
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from socle.models import BasePage, PageThematique, Territoire, Thematique
from socle.text import fold_words

BATCH = 200
#: One event in so many is still to come.
COMING = 5
STATUSES = (Status.ANNOUNCED, Status.OPEN, Status.FULL, Status.POSTPONED, Status.CANCELLED)


@transaction.atomic
def bulk_nec_locaux(
    index: NecLocauxIndexPage,
    number: int,
    territoires: Sequence[Territoire],
    thematiques: Sequence[Thematique] = (),
) -> None:
    """Publish `number` events below `index`, four in five held since 2018, over all `territoires` and `thematiques`."""
    places = list(islice(cycle(territoires), number))
    events = [_event(index, rank, place) for rank, place in enumerate(places, start=index.numchild)]
    first_pk = (Page.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    for pk, event in enumerate(events, start=first_pk):
        event.pk = event.id = event.page_ptr_id = event.basepage_ptr_id = pk
    for model in (Page, BasePage, NecLocalPage):
        for batch in _batches(events, BATCH):
            _insert(model, batch)
    pairs = list(zip(events, places, strict=True))
    _link(NecLocalTerritoire, [{"page_id": event.pk, "territoire": place} for event, place in pairs])
    themes = list(islice(cycle(thematiques), number)) if thematiques else []
    _link(PageThematique, [{"page_id": e.pk, "thematique": theme} for e, theme in zip(events, themes, strict=False)])
    index.numchild += number
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild)
    _settle()


def _event(index: NecLocauxIndexPage, rank: int, place: Territoire) -> NecLocalPage:
    start = _start_date(rank)
    now = timezone.now()
    title = f"NEC {place.name} {rank}"
    return NecLocalPage(
        title=title,
        draft_title=title,
        slug=f"nec-{rank}",
        path=NecLocalPage._get_path(index.path, index.depth + 1, rank + 1),
        depth=index.depth + 1,
        url_path=f"{index.url_path}nec-{rank}/",
        content_type=ContentType.objects.get_for_model(NecLocalPage),
        locale_id=index.locale_id,
        summary="Un chapô pour les listes.",
        first_published_at=now,
        last_published_at=now,
        start_date=start,
        ends_at=datetime.combine(start + timedelta(days=1), time.min, UTC),
        status=STATUSES[rank // COMING % len(STATUSES)],
        search_words=fold_words(f"{title} {place.code}"),
        participants=rank % 300,
        has_bilan=True,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _start_date(rank: int) -> date:
    today = timezone.localdate()
    if rank % COMING == 0:
        return today + timedelta(days=1 + rank % 700)
    return today - timedelta(days=1 + rank % 2900)


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write the columns of one table of the pages' three: `bulk_create` refuses models made of several."""
    model._base_manager.all()._insert(rows, fields=model._meta.local_concrete_fields, using="default")  # type: ignore[attr-defined]


def _settle() -> None:
    """Let the next page take a key after those given here, and PostgreSQL count its rows, as in time it does."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def _link(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    model._default_manager.bulk_create([model(sort_order=0, **row) for row in rows], batch_size=BATCH)


def _batches(rows: Sequence[NecLocalPage], size: int) -> Iterator[Sequence[NecLocalPage]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
