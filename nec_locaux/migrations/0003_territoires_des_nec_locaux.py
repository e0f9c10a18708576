"""Each event's one territoire becomes the first of several, and the columns that lists read are filled."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

from socle.text import fold_words

ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",
}


def keep_territoires(apps, schema_editor):
    page_model = apps.get_model("nec_locaux", "NecLocalPage")
    link_model = apps.get_model("nec_locaux", "NecLocalTerritoire")
    for page in page_model.objects.select_related("territoire__parent__parent").iterator():
        if page.territoire:
            link_model.objects.get_or_create(page=page, territoire=page.territoire, defaults={"sort_order": 0})
        page_model.objects.filter(pk=page.pk).update(**columns_of_lists(page))


def columns_of_lists(page):
    lies_in = ancestors(page.territoire)
    overseas = next((t for t in lies_in if t.kind in {"commune", "outre_mer"} and t.code[:3] in ZONES), None)
    zone = ZoneInfo(ZONES[overseas.code[:3]] if overseas else "Europe/Paris")
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
