"""What may be kept, by whom and for how long."""

from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.models import HomePage
from tests.factories import FormPageFactory, StandardPageFactory

NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


def policy(client: Client, address: str) -> str:
    return client.get(address).headers.get("Cache-Control", "")


def test_public_page_is_kept_a_minute_by_browsers_and_longer_by_caches(client: Client, home_page: HomePage) -> None:
    response = client.get("/")
    assert response.headers["Cache-Control"] == f"public, max-age=60, s-maxage={home_page.cache_seconds}"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies


def test_page_with_a_form_is_kept_too(client: Client, home_page: HomePage) -> None:
    page = FormPageFactory(parent=home_page)
    response = client.get(page.url)
    assert response.headers["Cache-Control"] == "public, max-age=60, s-maxage=600"
    assert not response.cookies


def test_page_seen_with_a_session_is_not_kept(admin_client: Client, home_page: HomePage) -> None:
    assert policy(admin_client, "/") == NOT_KEPT


def test_private_page_is_not_kept(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="mot")
    response = client.get(page.url)
    assert "no-store" in response.headers["Cache-Control"]
    assert "Un mot de passe est demandé" in response.text


def test_missing_page_is_kept_a_minute(client: Client, home_page: HomePage) -> None:
    assert policy(client, "/absente/") == "public, max-age=60"


def test_admin_is_not_kept(client: Client, admin_client: Client, home_page: HomePage) -> None:
    for visitor in (client, admin_client):
        assert "no-store" in policy(visitor, "/admin/login/")


def test_preview_is_not_kept(admin_client: Client, home_page: HomePage) -> None:
    revision = home_page.save_revision()
    assert "no-store" in policy(
        admin_client, reverse("wagtailadmin_pages:revisions_view", args=[home_page.pk, revision.pk])
    )


def test_unchanged_page_is_not_sent_twice(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    etag = client.get(page.url).headers["ETag"]
    response = client.get(page.url, headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_visitor_is_sent_no_cookie_anywhere(client: Client, home_page: HomePage) -> None:
    FormPageFactory(parent=home_page, title="Formulaire")
    for address in ("/", "/formulaire/", "/absente/", "/sitemap.xml", "/robots.txt", "/sante/"):
        assert not client.get(address).cookies, address
