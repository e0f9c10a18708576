"""The latest NEC locaux as Atom (RFC 4287) and RSS 2.0.

The order is that of publication: an event just cancelled comes back to the top, where those who follow the feed see it.
"""

from typing import TYPE_CHECKING, Any, Final

from django.db.models import F
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from nec_locaux import wording
from socle.text import clean_line

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage
    from nec_locaux.querysets import NecLocalQuerySet

#: Entries of a feed: readers keep what they have seen.
LENGTH: Final = 50
ORDER: Final = (F("last_published_at").desc(nulls_last=True), "-pk")


def latest(events: "NecLocalQuerySet") -> "NecLocalQuerySet":
    """The last published of `events`, with all that a feed says, in a fixed number of queries."""
    # The database sorts the keys alone: rows of thousands of events are long.
    latest_ones = events.order_by(*ORDER).values("pk")[:LENGTH]
    found: NecLocalQuerySet = events.model.objects.filter(pk__in=latest_ones).for_cards().order_by(*ORDER)
    return found


def entry(event: "NecLocalPage", url: str) -> dict[str, Any]:
    """An event as an entry: its state said first, then its date and place, then its summary."""
    return {
        "title": wording.stated_title(event),
        "link": url,
        "description": _description(event),
        "unique_id": event.translation_key.urn,
        "unique_id_is_permalink": False,
        "pubdate": event.first_published_at,
        "updateddate": wording.published_at(event),
        "categories": [clean_line(thematique.title) for thematique in event.thematiques],
    }


def _description(event: "NecLocalPage") -> SafeString:
    date_and_place = ". ".join(filter(None, [capfirst(wording.when(event)), wording.venue(event)]))
    said = [part for part in [date_and_place, *wording.paragraphs(event)] if part]
    return format_html_join("", "<p>{}</p>", ((part,) for part in said))
