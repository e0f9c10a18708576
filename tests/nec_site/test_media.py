"""Files of the local disk: never active content, never a private document."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from tests.factories import NecDocumentFactory, NecImageFactory

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> HttpResponseBase:
    """The answer, its file read to its end and so closed."""
    response: HttpResponseBase = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response


def write(name: str, content: bytes = b"<script>alert(1)</script>") -> None:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_image_is_shown(client: Client) -> None:
    response = get(client, NecImageFactory().file.url)
    assert response.status_code == 200
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert response.headers["Cache-Control"] == "public, max-age=2592000"


@pytest.mark.parametrize("name", ["piege.html", "piege.svg", "piege.xml", "piege.js", "piege.pdf", "piege"])
def test_anything_else_is_downloaded(client: Client, name: str) -> None:
    write(name)
    response = get(client, f"/medias/{name}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["documents/prive.pdf", "../secret-key", "absent.png", ".cache", "images/.cache", "", "images/"]
)
def test_what_is_not_there_for_visitors(client: Client, path: str) -> None:
    for name in ("documents/prive.pdf", ".cache", "images/.cache"):
        write(name)
    assert get(client, f"/medias/{path}").status_code == 404


def test_document_is_read_at_its_own_address_only(client: Client) -> None:
    document = NecDocumentFactory()
    assert get(client, document.url).status_code == 200
    assert get(client, document.file.url).status_code == 404


def test_no_document_type_is_active() -> None:
    active = {"html", "htm", "xhtml", "svg", "svgz", "xml", "js", "mjs", "css", "swf", "xsl", "mht", "mhtml"}
    assert not active & set(settings.WAGTAILDOCS_EXTENSIONS + settings.WAGTAILIMAGES_EXTENSIONS)
