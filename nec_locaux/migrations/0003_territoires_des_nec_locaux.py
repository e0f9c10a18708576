"""Each event's one territoire becomes the first of several, and the columns that lists read are filled."""

from datetime import UTC, datetime, time, timedelta

from django.db import migrations

from nec_locaux.timezones import time_zone_of
from socle.text import fold_words


def keep_territoires(apps, schema_editor):
    page_model = apps.get_model("nec_locaux", "NecLocalPage")
    link_model = apps.get_model("nec_locaux", "NecLocalTerritoire")
    for page in page_model.objects.select_related("territoire__parent__parent").iterator():
        if page.territoire:
            link_model.objects.get_or_create(page=page, territoire=page.territoire, defaults={"sort_order": 0})
        page_model.objects.filter(pk=page.pk).update(**columns_of_lists(page))


def columns_of_lists(page):
    lies_in = ancestors(page.territoire)
    zone = time_zone_of(page.territoire)
    last = page.end_date or page.start_date
    words = [page.title, page.place, page.organisers, *(f"{t.name} {t.code}" for t in lies_in)]
    return {
        "ends_at": datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC) if last else None,
        "has_bilan": page.participants is not None,
        "search_words": fold_words(" ".join(words)),
    }


def ancestors(territoire):
    found = []
    while territoire is not None:
        found.append(territoire)
        territoire = territoire.parent
    return found


def restore_territoires(apps, schema_editor):
    page_model = apps.get_model("nec_locaux", "NecLocalPage")
    for link in apps.get_model("nec_locaux", "NecLocalTerritoire").objects.order_by("page", "-sort_order").iterator():
        page_model.objects.filter(pk=link.page_id).update(territoire=link.territoire_id)


class Migration(migrations.Migration):
    dependencies = [("nec_locaux", "0002_page_bilan_offres")]

    operations = [migrations.RunPython(keep_territoires, restore_territoires)]
