"""Atom and RSS, read back with another program's eyes and compared with the pages they come from."""

import calendar as calendars
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry, PageViewRestriction

from nec_locaux import feeds
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.feeds import RssFeed, Source, write_feed
from socle.models import Territoire, Thematique
from socle.text import clean_line
from tests.events import PUBLISHED, publish, publish_event
from tests.factories import (
    NecLocalPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import bulk_nec_locaux
from tests.reading import add_thematiques, count_queries, read

FORMATS = ["atom", "rss"]
AWKWARD = st.sampled_from(["\r\n", "\n", "\t", "&", "<b>", "]]>", '"', "\x00", "\x0b", "\x85", "\u2028", "\ufffe"])
TEXT = st.lists(st.text(max_size=40) | AWKWARD | st.sampled_from(["é", "👩‍💻"]), max_size=10).map("".join)


def get_feed(client: Client, index: NecLocauxIndexPage, name: str, query: str = "") -> Any:
    response = client.get(index.subpage_url(name) + query)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def moment_of(parsed: Any) -> datetime:
    return datetime.fromtimestamp(calendars.timegm(parsed), UTC)


@pytest.mark.parametrize("name", FORMATS)
def test_an_entry_says_what_its_page_does(
    client: Client, index: NecLocauxIndexPage, moselle: Territoire, name: str
) -> None:
    page = NecLocalPageFactory(
        parent=index,
        title="NEC Metz & alentours",
        summary="Une journée <ouverte>.",
        start_date=date(2024, 10, 3),
        status=Status.OPEN,
        registration_url="https://inscription.example/?a=1&b=2",
        territoires=[moselle],
    )
    add_thematiques(page, ThematiqueFactory(title="Communs & libres"), ThematiqueFactory(title="Écologie"))
    publish(page)
    page = publish(page, PUBLISHED + timedelta(days=2))

    (entry,) = get_feed(client, index, name).entries

    assert entry.title_detail.value in {page.title, escape(page.title)}
    assert entry.link == page.full_url
    assert entry.id == f"urn:uuid:{page.translation_key}"
    assert moment_of(entry.published_parsed) == PUBLISHED
    assert moment_of(entry.updated_parsed) == PUBLISHED + timedelta(days=2)
    assert [tag.term for tag in entry.tags] == ["Communs & libres", "Écologie"]
    assert entry.summary == (
        "<p>3\u00a0octobre 2024. Moselle (57)</p>"
        "<p>Une journée &lt;ouverte&gt;.</p>"
        "<p>Inscription\u00a0: https://inscription.example/?a=1&amp;b=2</p>"
    )


def test_a_feed_describes_itself(client: Client, index: NecLocauxIndexPage) -> None:
    index.summary = "Un chapô."
    index.save()
    publish_event(index)

    atom, rss = (get_feed(client, index, name) for name in FORMATS)

    for feed, name in ((atom, "atom"), (rss, "rss")):
        assert feed.feed.title == "NEC locaux – Numérique en Commun[s]"
        assert feed.feed.subtitle == "Un chapô."
        assert feed.feed.language == "fr"
        assert feed.feed.link == index.full_url
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [index.full_subpage_url(name)]
        assert moment_of(feed.feed.updated_parsed) == PUBLISHED
    assert (atom.version, rss.version) == ("atom10", "rss20")
    assert atom.feed.author == "Numérique en Commun[s]"
    assert atom.feed.id.startswith("urn:uuid:")
    assert client.get(index.subpage_url("atom"))["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get(index.subpage_url("rss"))["Content-Type"] == "application/rss+xml; charset=utf-8"


def test_each_selection_is_a_feed_of_its_own(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index)
    queries = ["", "?etat=annonce", "?etat=annonce&inconnu=1", "?q=metz"]

    ids = [get_feed(client, index, "atom", query).feed.id for query in queries]

    assert ids[1] == ids[2]
    assert len(set(ids)) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_the_last_published_come_first_and_what_is_called_off_says_so(
    client: Client, index: NecLocauxIndexPage, name: str
) -> None:
    early = publish_event(index, title="NEC Lens", start_date=date(2099, 1, 1))
    publish_event(index, PUBLISHED + timedelta(days=1), title="NEC Metz", start_date=date(2018, 1, 1))
    early.status, early.status_note = Status.CANCELLED, "La salle a brûlé."
    publish(early, PUBLISHED + timedelta(days=2))

    entries = get_feed(client, index, name).entries

    assert [entry.title for entry in entries] == ["Annulé\u00a0: NEC Lens", "NEC Metz"]
    assert "<p>Annulé. La salle a brûlé.</p>" in entries[0].summary


@pytest.mark.parametrize(("precision", "words"), [(DatePrecision.MONTH, "Octobre 2024"), (DatePrecision.YEAR, "2024")])
def test_an_unknown_day_is_not_made_up(
    client: Client, index: NecLocauxIndexPage, precision: DatePrecision, words: str
) -> None:
    publish_event(index, start_date=date(2024, 10, 1), date_precision=precision, place="Bliiida", summary="")

    (entry,) = get_feed(client, index, "atom").entries

    assert entry.summary == f"<p>{words}. Bliiida</p>"


def test_a_feed_keeps_what_the_address_filters(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index, title="NEC Metz", status=Status.FULL)
    publish_event(index, title="NEC Lens")

    feed = get_feed(client, index, "rss", "?q=metz&junk=%F0")

    assert [entry.title for entry in feed.entries] == ["NEC Metz"]
    assert feed.feed.link == f"{index.full_url}?q=metz"
    assert "« metz »" in feed.feed.title.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_feed_is_bounded(client: Client, index: NecLocauxIndexPage) -> None:
    bulk_nec_locaux(index, feeds.LENGTH + 5, [TerritoireFactory()])

    assert len(get_feed(client, index, "atom").entries) == feeds.LENGTH


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_feed_is_a_feed(client: Client, index: NecLocauxIndexPage, name: str) -> None:
    assert get_feed(client, index, name).entries == []


def test_what_the_public_may_not_read_is_not_there(client: Client, index: NecLocauxIndexPage) -> None:
    private = publish_event(index, title="Fermé")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    publish_event(index, title="Retiré").unpublish()

    assert get_feed(client, index, "atom").entries == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_feed_is_sent_again_only_when_it_has_changed(client: Client, index: NecLocauxIndexPage, name: str) -> None:
    page = publish_event(index)
    publish_event(index)
    PageLogEntry.objects.update(timestamp=PUBLISHED)
    address = index.subpage_url(name)
    first = client.get(address)

    assert first["Cache-Control"] == "public, max-age=60, s-maxage=600"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304

    page.unpublish()

    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("name", FORMATS)
def test_a_feed_costs_the_same_for_few_and_many(client: Client, index: NecLocauxIndexPage, name: str) -> None:
    metz, themes = TerritoireFactory(), ThematiqueFactory.create_batch(3)
    bulk_nec_locaux(index, 3, [metz], themes)
    few = count_queries(client, index.subpage_url(name))
    bulk_nec_locaux(index, 297, [metz], themes)

    assert count_queries(client, index.subpage_url(name)) == few
    assert few <= 15


def test_programs_find_the_feeds_of_the_page_they_read(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}?q=metz")

    links = {str(link["type"]): link["href"] for link in soup.select('head link[rel="alternate"]')}

    assert links == {
        "application/atom+xml": f"{index.url}atom/?q=metz",
        "application/rss+xml": f"{index.url}rss/?q=metz",
        "text/calendar": f"{index.full_url}agenda/?q=metz",
    }


@given(title=TEXT, summary=TEXT, place=TEXT, theme=TEXT)
@pytest.mark.parametrize("feed_class", [Atom1Feed, RssFeed])
@pytest.mark.django_db
def test_any_text_makes_a_feed(
    feed_class: type[SyndicationFeed], title: str, summary: str, place: str, theme: str
) -> None:
    """Control characters break XML: they are gone, and the rest is read back as it was written."""
    page = NecLocalPage(title=title, start_date=date(2024, 12, 31), summary=summary, place=place)
    page.thematiques = [Thematique(title=theme)]
    index = NecLocauxIndexPage(title=title, summary=summary)
    source = Source(
        index.translation_key, title, index.summary, "NEC", "https://nec.example/", "https://nec.example/atom/"
    )

    content = write_feed(feed_class, source, [feeds.entry(page, "https://nec.example/nec-metz/")])

    root = ET.fromstring(content)  # noqa: S314 (made above)
    (entry,) = [element for element in root.iter() if element.tag.rpartition("}")[2] in {"entry", "item"}]
    values: dict[str, Any] = {element.tag.rpartition("}")[2]: element for element in entry}
    assert (values["title"].text or "") == clean_line(title)
    assert (values["category"].get("term", values["category"].text) or "") == clean_line(theme)
    body = values["summary" if "summary" in values else "description"].text
    assert body.startswith("<p>31\u00a0décembre 2024")
    assert escape(clean_line(place)) in body
