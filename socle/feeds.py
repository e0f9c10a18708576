"""Feeds to follow, as Atom (RFC 4287) and RSS 2.0: what those of every app share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from socle.text import clean_line

#: Minutes a reader of RSS should wait before it asks again.
RSS_MINUTES: Final = 60


class RssFeed(Rss201rev2Feed):
    """RSS 2.0, with the date of the last change, which only Atom has a word for."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


@dataclass(frozen=True)
class Source:
    """What a feed says of itself: what it follows, and the address it is read from."""

    #: Key of the page it belongs to, which does not change when the page moves.
    key: UUID
    title: str
    summary: str
    publisher: str
    #: The page of the site that shows the same.
    url: str
    feed_url: str
    #: What tells it from the other feeds of its page; else the end of its address does.
    name: str = ""

    @property
    def identifier(self) -> str:
        """The same for one format and selection, wherever the page is."""
        parts = urlsplit(self.feed_url)
        name = f"{parts.path.rstrip('/').rpartition('/')[2]}?{parts.query}"
        return uuid5(self.key, self.name or name).urn


def write_feed(
    feed_class: type[SyndicationFeed], source: Source, entries: Iterable[dict[str, Any]], **extra: Any
) -> bytes:
    """The feed of `entries`, each as `SyndicationFeed.add_item` takes it."""
    summary = clean_line(source.summary)
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
        **extra,
    )
    for entry in entries:
        feed.add_item(**entry)
    content: str = feed.writeString("utf-8")
    return content.encode()
