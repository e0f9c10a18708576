"""The latest NEC locaux as Atom (RFC 4287) and RSS 2.0.

The order is that of publication: an event just cancelled comes back to the top, where those who follow the feed see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from uuid import uuid5

from django.db.models import F
from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.xmlutils import SimplerXMLGenerator

from nec_locaux import wording
from socle.text import clean_line

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
    from nec_locaux.querysets import NecLocalQuerySet

#: Entries of a feed: readers keep what they have seen.
LENGTH: Final = 50
ORDER: Final = (F("last_published_at").desc(nulls_last=True), "-pk")
#: Minutes a reader of RSS should wait before it asks again.
RSS_MINUTES: Final = 60


class RssFeed(Rss201rev2Feed):
    """RSS 2.0, with the date of the last change, which only Atom has a word for."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


@dataclass(frozen=True)
class Source:
    """What a feed says of itself: the page and filters it follows, and the address it is read from."""

    index: "NecLocauxIndexPage"
    title: str
    publisher: str
    #: The list of the site that shows the same events.
    url: str
    feed_url: str

    @property
    def identifier(self) -> str:
        """The same for one format and filters, wherever the page is."""
        parts = urlsplit(self.feed_url)
        name = parts.path.rstrip("/").rpartition("/")[2]
        return uuid5(self.index.translation_key, f"{name}?{parts.query}").urn


def latest(events: "NecLocalQuerySet") -> "NecLocalQuerySet":
    """The last published of `events`, with all that a feed says, in a fixed number of queries."""
    # The database sorts the keys alone: rows of thousands of events are long.
    latest_ones = events.order_by(*ORDER).values("pk")[:LENGTH]
    found: NecLocalQuerySet = events.model.objects.filter(pk__in=latest_ones).for_cards().order_by(*ORDER)
    return found


def write_feed(
    feed_class: type[SyndicationFeed], source: Source, events: Iterable[tuple["NecLocalPage", str]]
) -> bytes:
    """The feed of `events`, each with the address of its page."""
    summary = clean_line(source.index.summary)
    feed = feed_class(
        title=clean_line(source.title),
        link=source.url,
        description=summary,
        subtitle=summary or None,
        language="fr",
        author_name=clean_line(source.publisher),
        feed_url=source.feed_url,
        feed_guid=source.identifier,
        ttl=RSS_MINUTES,
    )
    for event, url in events:
        feed.add_item(**entry(event, url))
    content: str = feed.writeString("utf-8")
    return content.encode()


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
