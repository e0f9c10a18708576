"""Requests no browser would send: an answer, never a breakdown. Run them on PostgreSQL too."""

from urllib.parse import quote

import pytest
from django.core.exceptions import FieldError
from django.db import DataError
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, resolve, reverse

from home.models import HomePage
from socle.middleware import is_caused_by_address
from tests.factories import FormPageFactory, SuperuserFactory

HUGE = "99999999999999999999"
JUNK = [HUGE, "-1", "abc", "a__b", "'\"", "\\", "½", "1e400", "[", "\t", "x" * 10_000, "\u202e", "٣"]


@pytest.mark.parametrize(
    "address", ["/?q=%00", "/page%00/", "/?%00=1", "/admin/?q=%00", "/recherche/?q=a%00b", "/medias/%00"]
)
def test_nul_is_refused(client: Client, home_page: HomePage, address: str) -> None:
    assert client.get(address).status_code == 400


def test_nul_in_a_cookie_is_refused(client: Client, home_page: HomePage) -> None:
    client.cookies.load({"sessionid": "\x00"})
    assert client.get("/admin/").status_code == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=latin-1",
        "multipart/form-data; boundary=x; charset=utf-16",
        "text/plain; charset=inconnu",
    ],
)
@pytest.mark.parametrize("address", ["/", "/admin/login/", "/formulaires/1/", "/sante/"])
def test_other_encodings_are_refused(client: Client, home_page: HomePage, address: str, content_type: str) -> None:
    response = client.generic("POST", address, b"\xff\xfea\x00=\x00b\x00", content_type=content_type)
    assert response.status_code == 400
    assert "Nous n’avons pas pu lire cette demande" in response.text


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_the_encodings_of_browsers_are_read(client: Client, home_page: HomePage, charset: str) -> None:
    content_type = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.post("/admin/login/", "username=a&password=b", content_type=content_type).status_code == 200


@pytest.mark.parametrize("value", JUNK)
def test_public_pages_answer(client: Client, home_page: HomePage, value: str) -> None:
    page = FormPageFactory(parent=home_page)
    for address in ("/", page.url, page.submission_url, page.thanks_url):
        for key in ("page", "q", "id", "theme", "recu"):
            status = client.get(f"{address}?{key}={quote(value)}", follow=True).status_code
            assert status in {200, 400, 404}, (address, key)


@pytest.mark.parametrize(
    "address",
    ["/%FF%FE/", "/..%2f..%2fetc/passwd", "/" + "a/" * 500, f"/formulaires/{HUGE}/", f"/documents/{HUGE}/x.pdf"],
)
def test_strange_paths_answer(client: Client, home_page: HomePage, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


ADMIN_ADDRESSES = [
    "wagtailadmin_explore_root",
    "wagtailadmin_choose_page",
    "wagtailadmin_reports:site_history",
    "wagtailforms:index",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose",
    "wagtailredirects:index",
    "wagtailusers_users:index",
    "wagtailadmin_login",
]
ADMIN_KEYS = [
    "p",
    "q",
    "ordering",
    "id",
    "collection_id",
    "content_type",
    "owner",
    "site",
    "edited_by",
    "next",
    "export",
]


@pytest.mark.parametrize("name", ADMIN_ADDRESSES)
def test_admin_pages_answer(home_page: HomePage, name: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(SuperuserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name)
    failures = [
        (key, value)
        for value in (HUGE, "abc", "a__b")
        for key in ADMIN_KEYS
        if client.get(f"{address}?{key}={quote(value)}").status_code >= 500
    ]
    assert failures == []


def test_list_of_answers_answers(admin_client: Client, home_page: HomePage) -> None:
    page = FormPageFactory(parent=home_page)
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    for query in (f"p={HUGE}", "order_by=a__b", "date_from=abc", f"export={HUGE}"):
        assert admin_client.get(f"{address}?{query}").status_code in {200, 400, 404}, query
    deletion = reverse("wagtailforms:delete_submissions", args=[page.pk])
    for value in (HUGE, "abc"):
        assert admin_client.get(f"{deletion}?selected-submissions={value}").status_code in {200, 400}


@pytest.mark.parametrize(
    ("address", "error", "expected"),
    [
        (f"/?id={HUGE}", OverflowError("Python int too large to convert to SQLite INTEGER"), True),
        (f"/admin/pages/{HUGE}/", OverflowError("Python int too large to convert to SQLite INTEGER"), True),
        (f"/?id={HUGE}", DataError("bigint out of range"), True),
        ("/?id=abc", ValueError("Field 'id' expected a number but got 'abc'."), True),
        ("/admin/login/?next=abc", NoReverseMatch("Reverse for 'abc' not found."), True),
        ("/?order_by=-rien", FieldError("Cannot resolve keyword 'rien' into field."), True),
        ("/?id=3", OverflowError("Python int too large to convert to SQLite INTEGER"), False),
        ("/?q=e", ValueError("The view nec_site.views.home didn't return a response."), False),
        ("/?q=nec_site", ValueError("The view nec_site.views.home didn't return a response."), False),
        ("/admin/documents/chooser/chosen/abc/", ValueError("Field 'id' expected a number but got 'abc'."), True),
        ("/", ValueError("Field 'id' expected a number but got 'abc'."), False),
    ],
)
def test_only_what_the_address_explains_is_refused(address: str, error: Exception, expected: bool) -> None:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path_info)
    assert is_caused_by_address(request, error) is expected
