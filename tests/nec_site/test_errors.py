"""The error pages: French, in the site's look, with no need of the database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from home.models import HomePage
from nec_site import errors
from nec_site.urls import handler400, handler403, handler500, urlpatterns  # noqa: F401 (a URLconf for these tests)


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


failing_urls = [path("panne/", fail), path("refus/", refuse)]


@pytest.fixture
def failing_client(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Client:
    monkeypatch.setitem(globals(), "urlpatterns", [*failing_urls, *urlpatterns])
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/panne/", 500, "Le site est en panne"),
        ("/refus/", 403, "Vous n’avez pas accès à cette page"),
        ("/?q=%00", 400, "Nous n’avons pas pu lire cette demande"),
    ],
)
def test_error_page_without_the_database(failing_client: Client, address: str, status: int, heading: str) -> None:
    response = failing_client.get(address)
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.text
    assert 'href="/static/css/base.css"' in response.text
    assert '<html lang="fr">' in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_host_that_is_not_ours_is_a_bad_request(client: Client, db: None) -> None:
    response = client.get("/", headers={"host": "autre.example"})
    assert response.status_code == 400
    assert "<h1>Nous n’avons pas pu lire cette demande</h1>" in response.text


def test_missing_page_keeps_the_site_around_it(client: Client, home_page: HomePage) -> None:
    response = client.get("/absente/")
    assert response.status_code == 404
    assert "Cette page n’existe pas, ou plus" in response.text
    assert '<main id="contenu"' in response.text
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_missing_anti_forgery_token_is_explained(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "ines", "password": "x"})
    assert response.status_code == 403
    assert "Ce formulaire n’a pas pu être vérifié" in response.text


def test_error_pages_have_nothing_inline() -> None:
    for response in (
        errors.bad_request(RequestFactory().get("/"), ValueError()),
        errors.permission_denied(RequestFactory().get("/"), PermissionDenied()),
        errors.server_error(RequestFactory().get("/")),
        errors.login_locked(RequestFactory().post("/"), None, {}),
    ):
        assert "<style" not in response.text
        assert "<script" not in response.text
        assert " style=" not in response.text
