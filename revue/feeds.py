"""The articles of the revue in full, as Atom (RFC 4287) and RSS 2.0, in pages that lead to one another (RFC 5005).

The order is that of publication: an article that was corrected comes back to the top.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import format_html
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from revue.document import Picture, read_text
from revue.exports.xhtml import article_body
from revue.models import ArticleAuthor, ArticleMotCle, ArticlePage
from revue.periodical import Periodical, get_periodical
from socle.chrome import page_addresses
from socle.feeds import RssFeed
from socle.text import clean_line

if TYPE_CHECKING:
    from revue.querysets import ArticleQuerySet

#: Articles of a page of a feed: each is there in full.
LENGTH: Final = 20
#: The largest file that the page of an article shows of an image: it is made already.
IMAGE_FILTER: Final = "max-1280x1600|format-jpeg"
_PAGE_LINK: Final = re.compile(r'linktype="page"[^>]*? id="(\d{1,9})"|id="(\d{1,9})" linktype="page"')


class FullTextAtom(Atom1Feed):
    """Atom with all authors of an article, its text and its licence, and the pages of the feed."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": href})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            if url:
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        if item["licence_url"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": item["licence_url"]})
        handler.addQuickElement("content", item["content"], {"type": "html"})


class FullTextRss(RssFeed):
    """RSS with the same, in the modules that have words for it."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"]:
            handler.addQuickElement("atom:link", "", {"rel": rel, "href": href})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, _url in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item["item_copyright"]:
            handler.addQuickElement("dc:rights", item["item_copyright"])
        handler.addQuickElement("content:encoded", item["content"])


FEEDS: Final[dict[str, type[FullTextAtom | FullTextRss]]] = {"atom": FullTextAtom, "rss": FullTextRss}


def read_articles(articles: "ArticleQuerySet") -> list[ArticlePage]:
    """`articles` with all that their entries say, in a fixed number of queries, whatever their number."""
    links = Prefetch("author_links", ArticleAuthor.objects.select_related("personne"))
    words = Prefetch("mot_cle_items", ArticleMotCle.objects.select_related("tag"))
    found = list(articles.select_related("audio").with_thematiques().prefetch_related(links, words, "footnotes"))
    _resolve_together(found)
    page_addresses(_linked_pages(found))
    return found


def entries(articles: Iterable[ArticlePage]) -> Iterator[dict[str, Any]]:
    """Each of `articles`, read by `read_articles`, as an entry."""
    texts = [(page, read_text(page)) for page in articles]
    addresses = _image_addresses(picture for _page, text in texts for picture in text.pictures)
    periodical = get_periodical()
    for page, text in texts:

        def address(picture: Picture, base_url: str = text.url) -> str:
            return urljoin(base_url, addresses.get(picture.image.pk) or picture.image.file.url)

        yield _entry(page, article_body(text, address), periodical)


def _entry(page: ArticlePage, content: str, periodical: Periodical) -> dict[str, Any]:
    categories = [thematique.title for thematique in page.thematiques]
    categories += [item.tag.name for item in page.mot_cle_items.all()]
    return {
        "title": clean_line(page.title),
        "link": page.full_url,
        "description": format_html("<p>{}</p>", clean_line(page.summary)) if page.summary else None,
        "unique_id": page.translation_key.urn,
        "unique_id_is_permalink": False,
        "pubdate": page.first_published_at or page.datestamp,
        "updateddate": page.datestamp,
        "categories": [clean_line(category) for category in categories],
        "item_copyright": str(page.get_licence_display()),
        "licence_url": page.licence_url,
        "authors": [(clean_line(author.name), periodical.signature_url(author.slug)) for author in page.authors],
        "enclosures": _enclosures(page),
        "content": content,
    }


def _enclosures(page: ArticlePage) -> list[Enclosure]:
    """The article to listen to."""
    if page.audio is None:
        return []
    url = urljoin(page.full_url or "", page.audio.url)
    return [Enclosure(url, str(page.audio.file_size or 0), page.audio_type)]


def _resolve_together(articles: list[ArticlePage]) -> None:
    """Resolve the blocks of all articles at once: article by article, each kind of block would cost its queries."""
    for name in ("body", "bibliography"):
        streams = [getattr(article, name) for article in articles]
        if streams:
            block = streams[0].stream_block
            children = iter(StreamValue(block, [raw for stream in streams for raw in stream.raw_data], is_lazy=True))
            for article, stream in zip(articles, streams, strict=True):
                setattr(article, name, StreamValue(block, list(islice(children, len(stream)))))


def _linked_pages(articles: list[ArticlePage]) -> set[int]:
    """The pages that texts and notes lead to, for their addresses to be asked for at once."""
    texts = [note.text for article in articles for note in article.footnotes.all()]
    texts += [repr(list(stream.raw_data)) for article in articles for stream in (article.body, article.bibliography)]
    return {int(one or other) for text in texts for one, other in _PAGE_LINK.findall(text)}


def _image_addresses(pictures: Iterable[Picture]) -> dict[int, str]:
    """The address of the file of each image, read at once where it is made."""
    images = list({picture.image.pk: picture.image for picture in pictures}.values())
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec=IMAGE_FILTER)
    prefetch_related_objects(images, Prefetch("renditions", renditions, to_attr="prefetched_renditions"))
    return {image.pk: url for image in images if (url := _image_url(image))}


def _image_url(image: Any) -> str:
    """Empty for a file that is lost."""
    try:
        return str(image.get_rendition(IMAGE_FILTER).url)
    except SourceImageIOError:
        return ""
