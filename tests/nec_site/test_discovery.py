"""robots.txt, the sitemap, security.txt and the icon."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import PageViewRestriction, Site

from home.models import HomePage
from socle.models import ContactSettings
from tests.factories import StandardPageFactory

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_robots_names_the_sitemap(client: Client, home_page: HomePage) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    lines = response.text.split("\n")
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_test_site_refuses_robots(settings: Settings, client: Client, home_page: HomePage) -> None:
    settings.NEC_SEARCH_ENGINES = False
    assert client.get("/robots.txt").text.split() == ["User-agent:", "*", "Disallow:", "/"]


def test_sitemap_lists_public_pages_only(client: Client, home_page: HomePage) -> None:
    published = datetime(2026, 3, 1, 8, tzinfo=UTC)
    StandardPageFactory(parent=home_page, title="Publique", last_published_at=published)
    StandardPageFactory(parent=home_page, title="Brouillon", live=False)
    StandardPageFactory(parent=home_page, title="Omise", noindex=True)
    private = StandardPageFactory(parent=home_page, title="Privée")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/sitemap.xml")
    tree = ET.fromstring(response.content)  # noqa: S314 (our own answer)
    entries = {
        url.findtext("s:loc", "", namespaces=NAMESPACE): url.findtext("s:lastmod", namespaces=NAMESPACE)
        for url in tree.findall("s:url", NAMESPACE)
    }
    assert sorted(entries) == ["http://localhost/", "http://localhost/publique/"]
    assert entries["http://localhost/publique/"] == "2026-03-01"
    assert response.headers["Cache-Control"] == "public, max-age=3600"


def test_sitemap_costs_the_same_for_many_pages(
    client: Client, home_page: HomePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        StandardPageFactory(parent=home_page, title=f"Page {number}")
    with django_assert_max_num_queries(8):
        assert client.get("/sitemap.xml").text.count("<loc>") == 31


def test_no_security_file_without_a_contact(client: Client, home_page: HomePage) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


@time_machine.travel(datetime(2026, 11, 21, 10, 30, tzinfo=UTC), tick=False)
def test_security_contact_of_the_editors(client: Client, site: Site) -> None:
    settings = ContactSettings.for_site(site)
    settings.security_contact = "mailto:securite@example.org"
    settings.save()
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:securite@example.org",
        "Expires: 2027-02-19T00:00:00Z",
        "Preferred-Languages: fr, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_security_contact_of_the_host_comes_first(settings: Settings, client: Client, home_page: HomePage) -> None:
    settings.NEC_SECURITY_CONTACT = "https://example.org/securite?a=1&b=2"
    settings.NEC_SECURITY_EXPIRY = datetime(2100, 1, 31, tzinfo=UTC)
    lines = client.get("/.well-known/security.txt").text.splitlines()
    assert lines[:2] == ["Contact: https://example.org/securite?a=1&b=2", "Expires: 2100-01-31T00:00:00Z"]


def test_no_security_file_past_its_date(settings: Settings, client: Client, home_page: HomePage) -> None:
    settings.NEC_SECURITY_CONTACT = "mailto:securite@example.org"
    settings.NEC_SECURITY_EXPIRY = timezone.now() - timedelta(days=1)
    assert client.get("/.well-known/security.txt").status_code == 404


def test_favicon(client: Client, home_page: HomePage) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/icons/favicon.svg")
