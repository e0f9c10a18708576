"""Many pages at once, for budgets and benchmarks: as once published, without a save each."""

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from nec_locaux.enums import Status
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from socle.models import PageThematique, Territoire, Thematique
from socle.text import fold_words

P = TypeVar("P", bound=Page)

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
    _insert_pages(events)
    pairs = list(zip(events, places, strict=True))
    _link(NecLocalTerritoire, [{"page_id": event.pk, "territoire": place} for event, place in pairs])
    themes = list(islice(cycle(thematiques), number)) if thematiques else []
    _link(PageThematique, [{"page_id": e.pk, "thematique": theme} for e, theme in zip(events, themes, strict=False)])
    _settle(index, number)


@transaction.atomic
def multiply(page: P, number: int, *, counted: Sequence[str] = ()) -> list[P]:
    """Publish `number` pages like `page`, the first of its parent, without what its inline panels hold.

    Each field of `counted` grows by one from a page to the next.
    """
    parent = page.get_parent()
    copies = [_copy(page, rank, counted) for rank in range(parent.numchild + 1, parent.numchild + number + 1)]
    _insert_pages(copies)
    _settle(parent, number)
    return copies


def _copy(page: P, rank: int, counted: Sequence[str]) -> P:
    """A page like `page`, as the child number `rank` of its parent."""
    made = copy(page)
    made.path = page._get_path(page.path[: -page.steplen], page.depth, rank)
    made.slug = f"{page.slug}-{rank}"
    made.url_path = f"{page.url_path.rstrip('/')}-{rank}/"
    made.translation_key = uuid4()
    for name in counted:
        setattr(made, name, getattr(page, name) + rank - 1)
    return made


def _insert_pages(pages: Sequence[Page]) -> None:
    """Give pages of one type their keys, and write their rows in each of its tables."""
    tables = [*reversed(pages[0]._meta.get_parent_list()), type(pages[0])]
    first_pk = (Page.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    for pk, page in enumerate(pages, start=first_pk):
        for table in tables:
            setattr(page, table._meta.pk.attname, pk)
    for table in tables:
        for batch in _batches(pages, BATCH):
            _insert(table, batch)


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


def _settle(parent: Page, number: int) -> None:
    """Tell `parent` of its children, let the next page take a key after theirs, and PostgreSQL count its rows."""
    parent.numchild += number
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def _link(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    model._default_manager.bulk_create([model(sort_order=0, **row) for row in rows], batch_size=BATCH)


def _batches(rows: Sequence[Page], size: int) -> Iterator[Sequence[Page]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
