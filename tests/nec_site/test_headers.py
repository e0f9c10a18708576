"""The headers of one address of each kind, exactly."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from home.models import HomePage
from nec_site.csp import build_policy
from nec_site.headers import PERMISSIONS_POLICY
from socle.blocks.players import DEFAULT_PLAYER_HOSTS
from socle.middleware import CompressionMiddleware
from tests.factories import FormPageFactory, NecDocumentFactory, NecImageFactory, StandardPageFactory

PLAYERS = (
    "https://www.youtube-nocookie.com https://player.vimeo.com https://audioblog.arteradio.com "
    "https://tube.numerique.gouv.fr https://www.demarches-simplifiees.fr"
)
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    f"media-src 'self'; manifest-src 'self'; frame-src {PLAYERS}; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
ADMIN_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    f"manifest-src 'self'; worker-src 'self' blob:; frame-src 'self' {PLAYERS}; form-action 'self'; "
    "base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)
EVERYWHERE = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


@pytest.mark.parametrize(
    ("content_type", "is_compressed"),
    [
        ("text/html; charset=utf-8", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("image/avif", False),
        ("application/pdf", False),
        ("application/epub+zip", False),
    ],
)
def test_what_is_compressed_already_is_sent_as_it_is(
    rf: RequestFactory, content_type: str, *, is_compressed: bool
) -> None:
    answer: Any = CompressionMiddleware(lambda _request: HttpResponse(b"mot " * 200, content_type=content_type))(
        rf.get("/", headers={"Accept-Encoding": "gzip"})
    )

    assert answer.get("Content-Encoding", "") == ("gzip" if is_compressed else "")
    assert (len(answer.content) == 800) is not is_compressed


def headers_of(client: Client, address: str) -> dict[str, str]:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined] # read to its end, the file is closed
    names = ["Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy", *EVERYWHERE]
    return {name: response.headers.get(name, "") for name in names}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/page/",
        "/formulaire/",
        "/sante/",
        "/robots.txt",
        "/sitemap.xml",
        "/favicon.ico",
        "/absente/",
        "/?q=%00",
        "/_util/login/",
    ],
)
def test_public_address(client: Client, home_page: HomePage, address: str) -> None:
    StandardPageFactory(parent=home_page, title="Page")
    FormPageFactory(parent=home_page, title="Formulaire")
    headers = headers_of(client, address)
    # A request refused at the door has seen no view: it has no frame header, and needs none beside its policy.
    framing = "" if "%00" in address else "DENY"
    assert headers == {
        "Content-Security-Policy": PUBLIC_POLICY,
        "X-Frame-Options": framing,
        "Cross-Origin-Resource-Policy": "same-origin",
        **EVERYWHERE,
    }


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/absente/", "/admin/password_reset/"]
)
def test_admin_address(client: Client, admin_client: Client, home_page: HomePage, address: str) -> None:
    for visitor in (client, admin_client):
        assert headers_of(visitor, address) == {
            "Content-Security-Policy": ADMIN_POLICY,
            "X-Frame-Options": "DENY",
            "Cross-Origin-Resource-Policy": "same-origin",
            **EVERYWHERE,
        }


def test_a_logged_in_editor_gets_the_same_strict_policy_on_public_pages(
    admin_client: Client, home_page: HomePage
) -> None:
    assert headers_of(admin_client, "/")["Content-Security-Policy"] == PUBLIC_POLICY


def test_preview_may_be_framed_by_the_admin_alone(admin_client: Client, home_page: HomePage) -> None:
    revision = home_page.save_revision()
    headers = headers_of(admin_client, reverse("wagtailadmin_pages:revisions_view", args=[home_page.pk, revision.pk]))
    assert headers["Content-Security-Policy"] == ADMIN_POLICY


def test_live_preview_may_be_framed_by_the_admin_alone(admin_client: Client, home_page: HomePage) -> None:
    headers = headers_of(admin_client, reverse("wagtailadmin_pages:preview_on_edit", args=[home_page.pk]) + "?mode=")
    assert headers["Content-Security-Policy"] == ADMIN_POLICY
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_document_forbids_itself_everything(client: Client, home_page: HomePage) -> None:
    document = NecDocumentFactory()
    headers = headers_of(client, document.url)
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_media_forbids_itself_everything(client: Client, home_page: HomePage) -> None:
    headers = headers_of(client, NecImageFactory().file.url)
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_public_policy_allows_nothing_inline_nor_evaluated() -> None:
    assert "unsafe" not in build_policy(settings.SECURE_CSP)
    assert "unsafe-eval" not in build_policy(settings.SECURE_CSP_ADMIN)


def test_players_are_those_of_the_blocks() -> None:
    assert list(DEFAULT_PLAYER_HOSTS) == settings.NEC_PLAYER_HOSTS


def test_players_are_asked_for_by_host(settings: Settings, client: Client, home_page: HomePage) -> None:
    settings.SECURE_CSP = settings.SECURE_CSP | {"frame-src": ["https://lecteur.example"]}
    assert "frame-src https://lecteur.example;" in client.get("/").headers["Content-Security-Policy"]


def test_test_site_asks_engines_to_stay_away(settings: Settings, client: Client, home_page: HomePage) -> None:
    assert "X-Robots-Tag" not in client.get("/").headers
    settings.NEC_SEARCH_ENGINES = False
    assert client.get("/").headers["X-Robots-Tag"] == "noindex, nofollow"
